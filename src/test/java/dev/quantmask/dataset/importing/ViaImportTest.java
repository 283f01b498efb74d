package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViaImportTest {
  private static final String RECT = "{'name': 'rect', 'x': 4, 'y': 6, 'width': 10, 'height': 8}";

  @TempDir private java.nio.file.Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("via"));
    fixture.image("a.png", 40, 30).image("b.png", 20, 20).input("via.json");
  }

  private static String region(String shape, String attributes) {
    return Text.format("{'shape_attributes': %s, 'region_attributes': %s}", shape, attributes);
  }

  private static String frame(String image, String regions) {
    return Text.format(
        "'%s123': {'filename': '%s', 'size': 123, 'regions': %s, 'file_attributes': {}}",
        image, image, regions);
  }

  @Test
  void versionOneHasRegionsByNumber() throws Exception {
    String regions = Text.format("{'0': %s}", region(RECT, "{'class': 'crab'}"));
    fixture.file(
        "via.json", Text.format("{%s, %s}", frame("b.png", "{}"), frame("a.png", regions)));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(new CocoImage(1, "a.png", 40, 30), new CocoImage(2, "b.png", 20, 20));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(4, 6, 10, 8));
  }

  @Test
  void versionTwoMayBeAWholeProject() throws Exception {
    String regions = Text.format("[%s]", region(RECT, "{'class': 'crab'}"));
    fixture.file(
        "via.json",
        Text.format(
            "{'_via_settings': {'ui': [1]}, '_via_img_metadata': {%s}, '_via_attributes': {}}",
            frame("a.png", regions)));
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @Test
  void everyShapeWithAnAreaIsTaken() throws Exception {
    String crab = "{'class': 'crab'}";
    String regions =
        Text.format(
            "[%s, %s, %s]",
            region(
                "{'name': 'polygon', 'all_points_x': [2, 12, 12, 2], 'all_points_y': [3, 3, 9, 9]}",
                crab),
            region("{'name': 'circle', 'cx': 20, 'cy': 15, 'r': 10}", crab),
            region(
                "{'name': 'ellipse', 'cx': 20, 'cy': 15, 'rx': 12, 'ry': 4, 'theta': 1.5708}",
                crab));
    fixture.file("via.json", Text.format("{%s}", frame("a.png", regions)));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(
            new CocoBox(2, 3, 10, 6), new CocoBox(10, 5, 20, 20), new CocoBox(16, 3, 8, 24));
    assertThat(dataset.annotations().get(2).area()).isCloseTo(Math.PI * 48, within(4.0));
  }

  @Test
  void theClassIsAnAttributeByOption() throws Exception {
    String regions =
        Text.format(
            "[%s, %s, %s]",
            region(RECT, "{'colour': 'red', 'kind': 'crab'}"),
            region(RECT, "{'colour': 'red', 'kind': {'fish': true, 'crab': false}}"),
            region(RECT, "{'kind': 7}"));
    fixture.file("via.json", Text.format("{%s}", frame("a.png", regions))).classAttribute("kind");
    assertThat(fixture.dataset().categories())
        .extracting(CocoCategory::name)
        .containsExactly("7", "crab", "fish");
  }

  @Test
  void severalAttributesNeedTheOption() throws Exception {
    String regions =
        Text.format(
            "[%s, %s, %s]",
            region(RECT, "{'colour': 'red', 'kind': 'crab'}"),
            region(RECT, "{}"),
            region(RECT, "{'kind': {'fish': true, 'crab': true}}"));
    fixture.file("via.json", Text.format("{%s}", frame("a.png", regions)));
    assertThat(fixture.findings())
        .containsExactly(
            "missing-label: via.json, a.png regions[0]: expected one attribute, found [colour,"
                + " kind]: give --class-attribute",
            "missing-label: via.json, a.png regions[2]: expected one label, found [fish, crab]",
            "missing-label: via.json, a.png regions[1]: expected a label, found none: give --label NAME for shapes that have none");
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    String regions =
        Text.format(
            "[%s, %s, %s, %s, {}]",
            region("{'name': 'polyline'}", "{}"),
            region("{'name': 'star'}", "{}"),
            region("{'name': 'polygon', 'all_points_x': [1, 2], 'all_points_y': [1]}", "{}"),
            region("{'name': 'circle', 'cx': 20, 'cy': 15, 'r': 'x'}", "{}"));
    fixture.file(
        "via.json",
        Text.format(
            "{%s, 'x': {'regions': []}, 'y': {'filename': 'y.png'}}", frame("a.png", regions)));
    assertThat(fixture.findings())
        .containsExactly(
            "shape-without-area: via.json, a.png regions[0]: a shape of type polyline has no area",
            "malformed-shape: via.json, a.png regions[1]: name: expected polygon, rect, circle,"
                + " ellipse, polyline or point, found star",
            "malformed-shape: via.json, a.png regions[2]: all_points_y: expected 2 numbers, as many"
                + " as x has, found 1",
            "malformed-shape: via.json, a.png regions[3]: r: expected a number, found \"x\"",
            "malformed-shape: via.json, a.png regions[4]: shape_attributes: expected an object,"
                + " found nothing",
            "malformed-record: via.json, x: filename: expected a text, found nothing",
            "malformed-record: via.json, y: regions: expected an array or an object, as of VIA 1 and 2,"
                + " found nothing");
  }

  @Test
  void invalidJsonGivesThePosition() throws Exception {
    fixture.file("via.json", Text.format("{%s,\n oops", frame("a.png", "[]")));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-file: via.json: line 2, column 2: invalid JSON: ");
  }

  @Test
  void withoutImagesThereIsNoSize() throws Exception {
    fixture.file("via.json", Text.format("{%s}", frame("a.png", "[]"))).withoutImages();
    assertThat(fixture.findings())
        .containsExactly(
            "size-mismatch: via.json, a.png: expected the size of the image, found none in the"
                + " annotation: it is needed without images");
  }

  private static final String UNLABELLED =
      """
      {'a.png1': {'filename': 'a.png', 'size': 1, 'regions': {'0': {'region_attributes': {},
       'shape_attributes': {'name': 'rect', 'x': 1, 'y': 2, 'width': 5, 'height': 4}}}}}
      """;

  /** The balloon data set of Mask R-CNN's tutorial has no attributes. */
  @Test
  void regionsWithoutAttributesHaveTheLabelThatIsGiven() throws Exception {
    fixture.file("via.json", UNLABELLED).input("via.json");
    assertThat(fixture.findings()).singleElement().asString().startsWith("missing-label");
    assertThat(fixture.label("balloon").dataset().classNames()).containsExactly("balloon");
  }

  @Test
  void theOnlyClassIsTheLabelOfRegionsWithoutAttributes() throws Exception {
    fixture.file("via.json", UNLABELLED).input("via.json");
    assertThat(fixture.classes("balloon").dataset().annotations()).hasSize(1);
  }
}
