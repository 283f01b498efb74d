package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of VIA 3, laid out as its source writes them. */
class Via3ImportTest {
  private static final String KIND =
      "'1': {'aname': 'kind', 'anchor_id': 'FILE1_Z0_XY1', 'type': 4, 'desc': '',"
          + " 'options': {'0': 'crab', '1': 'sea fish'}, 'default_option_id': '0'}";
  private static final String NOTE =
      "'2': {'aname': 'note', 'anchor_id': 'FILE1_Z0_XY1', 'type': 1, 'options': {}}";
  private static final String LOCAL =
      "'1': {'fid': '1', 'fname': 'a.png', 'type': 2, 'loc': 1, 'src': ''}";
  private static final String VIEW = "'1': {'fid_list': ['1']}";
  private static final String RECT = "[2, 4, 6, 10, 8]";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("via"));
    fixture.image("a.png", 40, 30).image("b c.png", 20, 20).input("via.json");
  }

  private ImportFixture project(String attributes, String files, String views, String... regions)
      throws IOException {
    return fixture.file(
        "via.json",
        Text.format(
            "{'project': {'pid': '__VIA_PROJECT_ID__', 'pname': 'x', 'vid_list': ['1']},"
                + " 'config': {'file': {'loc_prefix': {'1': '', '2': '', '3': 'img/', '4': ''}}},"
                + " 'attribute': {%s}, 'file': {%s}, 'metadata': {%s}, 'view': {%s}}",
            attributes, files, String.join(", ", regions), views));
  }

  private static String region(String id, String numbers, String values) {
    return Text.format(
        "'1_%s': {'vid': '1', 'flg': 0, 'z': [], 'xy': %s, 'av': {%s}}", id, numbers, values);
  }

  @Test
  void everyShapeWithAnAreaIsTaken() throws Exception {
    String crab = "'1': '0'";
    project(
        KIND,
        LOCAL,
        VIEW,
        region("a", RECT, crab),
        region("b", "[3, 20, 15, 10]", crab),
        region("c", "[4, 20, 15, 12, 4]", crab),
        region("d", "[7, 2, 3, 12, 3, 12, 9, 2, 9]", crab),
        region("e", "[8, 5, 10, 12, 4, 20, 9, 11, 16]", crab),
        region("f", "[9, 30, 15, 20, 25, 10, 15]", "'1': '1'"));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.classNames()).containsExactly("crab", "sea fish");
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "a.png", 40, 30));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(
            new CocoBox(4, 6, 10, 8),
            new CocoBox(10, 5, 20, 20),
            new CocoBox(8, 11, 24, 8),
            new CocoBox(2, 3, 10, 6),
            new CocoBox(5, 4, 15, 12),
            new CocoBox(10, 5, 20, 20));
    assertThat(dataset.annotations().get(5).area()).isCloseTo(Math.PI * 100, within(5.0));
  }

  @Test
  void anImageMayLieElsewhereAndHaveNoRegion() throws Exception {
    fixture.image("img/d.png", 10, 10);
    project(
        KIND,
        LOCAL
            + ", '2': {'fname': 'b c.png', 'type': 2, 'loc': 2,"
            + " 'src': 'https://example.org/x/b%20c.png?size=1'},"
            + " '3': {'fname': 'd.png', 'type': 2, 'loc': 3, 'src': 'd.png'}",
        VIEW + ", '2': {'fid_list': ['2']}, '3': {'fid_list': ['3']}",
        "'1_x': {'vid': '1', 'flg': 0, 'z': [], 'xy': [], 'av': {'1': '0'}}");
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("a.png", "b c.png", "img/d.png");
    assertThat(fixture.dataset().annotations()).isEmpty();
  }

  @Test
  void theAttributeWithTheLabelIsNamed() throws Exception {
    String both = "'1': '1', '2': 'old'";
    project(KIND + ", " + NOTE, LOCAL, VIEW, region("a", RECT, both));
    assertThat(fixture.findings())
        .singleElement()
        .isEqualTo(
            "missing-label: via.json, a.png metadata[0]: expected one attribute, found [kind,"
                + " note]: give --class-attribute");
    assertThat(fixture.classAttribute("kind").dataset().classNames()).containsExactly("sea fish");
    assertThat(fixture.classAttribute("note").dataset().classNames()).containsExactly("old");
  }

  @Test
  void checkboxesGiveTheOneThatIsChecked() throws Exception {
    String boxes = KIND.replace("'type': 4", "'type': 2");
    project(
        boxes,
        LOCAL,
        VIEW,
        region("a", RECT, "'1': '1'"),
        region("b", "[2, 1, 1, 5, 5]", "'1': '0,1'"),
        region("c", "[2, 2, 1, 5, 5]", "'1': ''"),
        region("d", "[2, 3, 1, 5, 5]", "'1': '7'"));
    assertThat(fixture.findings())
        .containsExactly(
            "missing-label: via.json, a.png metadata[1]: expected one label, found [crab, sea"
                + " fish]",
            "missing-label: via.json, a.png metadata[3]: av: expected an option of 'kind', found"
                + " \"7\"",
            "missing-label: via.json, a.png metadata[2]: expected a label, found none: give --label NAME for shapes that have none");
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    project(
        KIND,
        LOCAL
            + ", '2': {'fname': 'v.mp4', 'type': 4, 'loc': 1},"
            + " '3': {'fname': 'b c.png', 'type': 2, 'loc': 1}",
        VIEW
            + ", '2': {'fid_list': ['2']}, '3': {'fid_list': ['1', '3']},"
            + " '4': {'fid_list': ['9']}, '5': {'fid_list': ['3']}",
        region("a", "[1, 4, 6]", ""),
        region("b", "[6, 4, 6, 7, 8]", ""),
        region("c", "[2, 4, 6]", ""),
        region("d", "[7, 4, 6, 7]", ""),
        region("e", "[12]", ""),
        region("f", "[9, 0, 0, 1, 1, 2, 2]", ""),
        "'5_x': {'vid': '5', 'z': [1.5], 'xy': " + RECT + ", 'av': {}}",
        "'8_x': {'vid': '8', 'z': [], 'xy': " + RECT + ", 'av': {}}");
    assertThat(fixture.findings())
        .containsExactly(
            "shape-without-area: via.json, a.png metadata[0]: a shape of type point has no area",
            "shape-without-area: via.json, a.png metadata[1]: a shape of type polyline has no area",
            "malformed-shape: via.json, a.png metadata[2]: xy: expected 4 coordinates of a shape 2,"
                + " found 2",
            "malformed-shape: via.json, a.png metadata[3]: xy: expected an even number of"
                + " coordinates of a shape 7, found 3",
            "malformed-shape: via.json, a.png metadata[4]: xy[0]: expected the number of a shape, 1"
                + " to 9, found 12",
            "malformed-shape: via.json, a.png metadata[5]: xy: expected three points of a circle,"
                + " found three of a line",
            "malformed-record: via.json, view 2: type: expected an image, found a video",
            "malformed-record: via.json, view 3: fid_list: expected one file, found 2",
            "malformed-record: via.json, view 4: fid_list: expected a file of the project, found"
                + " [\"9\"]",
            "malformed-record: via.json, b c.png: z: expected none, as of images, found [1.5], of a"
                + " video",
            "malformed-record: via.json, view 8: vid: expected a view of the file, found none");
  }
}
