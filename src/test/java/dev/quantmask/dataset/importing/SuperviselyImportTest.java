package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuperviselyImportTest {
  /** Three by three pixels without the one in the middle, as Supervisely's own manual has it. */
  private static final String RING =
      "eJzrDPBz5+WS4mJgYOD19HAJAtLMIMwIInOeqf8BUmwBPiGuQPr///9Lb86/C2QxlgT5BTM4PLuRBuTwebo4hlTMSa"
          + "44sKHhISMDuxpTYrr03F6gDIOnq5/LOqeEJgDM5ht6";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("supervisely"));
    fixture.image("set/img/a.png", 40, 30).file("meta.json", "{'classes': []}");
  }

  private void objects(String... objects) throws IOException {
    fixture.file(
        "set/ann/a.png.json",
        Text.format(
            "{'size': {'width': 40, 'height': 30}, 'tags': [], 'objects': [%s]}",
            String.join(", ", objects)));
  }

  private static String object(String type, String rest) {
    return Text.format("{'classTitle': 'crab', 'geometryType': '%s', %s}", type, rest);
  }

  @Test
  void holesBecomeRunLengths() throws Exception {
    objects(
        object(
            "polygon",
            """
            'points': {'exterior': [[0, 0], [10, 0], [10, 10], [0, 10]],
                       'interior': [[[2, 2], [6, 2], [6, 5], [2, 5]],
                                    [[7, 7], [9, 7], [9, 9], [7, 9]]]}
            """));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "set/img/a.png", 40, 30));
    CocoAnnotation only = dataset.annotations().get(0);
    assertThat(only.segmentation()).isInstanceOf(CompressedRunLengths.class);
    assertThat(only.area()).isEqualTo(100 - 12 - 4);
    assertThat(only.box()).isEqualTo(new CocoBox(0, 0, 10, 10));
    assertThat(only.crowd()).isFalse();
    boolean[] inside = only.segmentation().toRle(30, 40).decode();
    assertThat(inside[2 * 40 + 2]).isFalse();
    assertThat(inside[2 * 40 + 6]).isTrue();
    assertThat(inside[8 * 40 + 8]).isFalse();
  }

  @Test
  void aHoleOfTwoPointsIsBroken() throws Exception {
    objects(
        object(
            "polygon",
            "'points': {'exterior': [[0, 0], [9, 0], [9, 9]], 'interior': [[[2, 2], [6, 2]]]}"));
    assertThat(fixture.findings())
        .containsExactly(
            "too-few-points: set/ann/a.png.json objects[0]: expected a hole of at least 3 points,"
                + " found 2");
  }

  @Test
  void bitmapsLieAtTheirOrigin() throws Exception {
    objects(object("bitmap", Text.format("'bitmap': {'data': '%s', 'origin': [5, 7]}", RING)));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    assertThat(only.area()).isEqualTo(8);
    assertThat(only.box()).isEqualTo(new CocoBox(5, 7, 3, 3));
    assertThat(only.segmentation().toRle(30, 40).decode()[8 * 40 + 6]).isFalse();
  }

  @Test
  void bitmapsAreCutOffAtTheBorder() throws Exception {
    objects(object("bitmap", Text.format("'bitmap': {'data': '%s', 'origin': [38, -1]}", RING)));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    // Of x.x / xxx below the first row, the third column is outside.
    assertThat(only.box()).isEqualTo(new CocoBox(38, 0, 2, 2));
    assertThat(only.area()).isEqualTo(3);
  }

  @Test
  void rectanglesHaveTwoCorners() throws Exception {
    objects(object("rectangle", "'points': {'exterior': [[3, 4], [13, 9]], 'interior': []}"));
    assertThat(fixture.dataset().annotations().get(0).box()).isEqualTo(new CocoBox(3, 4, 10, 5));
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    objects(
        object("line", "'points': {'exterior': [[3, 4], [13, 9]]}"),
        object("blob", "'points': {}"),
        object("polygon", "'points': {'interior': []}"),
        object("bitmap", "'bitmap': {'data': 'eJw=', 'origin': [5, 7]}"),
        object("bitmap", "'bitmap': {'data': '!', 'origin': [5, 7]}"),
        object("bitmap", "'bitmap': {'data': 'AAAA', 'origin': [5]}"));
    assertThat(fixture.findings())
        .containsExactly(
            "shape-without-area: set/ann/a.png.json objects[0]: a shape of type line has no area",
            "malformed-shape: set/ann/a.png.json objects[1]: geometryType: expected polygon,"
                + " rectangle, bitmap, line or point, found blob",
            "malformed-shape: set/ann/a.png.json objects[2]: exterior: expected an array, found"
                + " nothing",
            "malformed-shape: set/ann/a.png.json objects[3]: data: expected a whole zlib stream,"
                + " found a part of one",
            "malformed-shape: set/ann/a.png.json objects[4]: data: expected a whole zlib stream,"
                + " found a part of one",
            "malformed-shape: set/ann/a.png.json objects[5]: origin: expected two numbers, found"
                + " [5]");
  }

  @Test
  void anOldProjectNamesFilesWithoutTheExtension() throws Exception {
    fixture.image("set/img/b.jpg", 40, 30);
    fixture.file("set/ann/b.json", "{'size': {}, 'objects': []}");
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("set/img/b.jpg");
  }

  @Test
  void withoutAnnotationsThereIsNoProject() throws Exception {
    Files.createDirectories(fixture.folder.resolve("other"));
    assertThatThrownBy(() -> fixture.run())
        .hasMessage(fixture.folder + ": expected a folder ann with annotations below, found none");
  }

  private void classes(String... classes) throws IOException {
    fixture.file(
        "meta.json", Text.format("{'tags': ['x'], 'classes': [%s]}", String.join(", ", classes)));
  }

  private static String listed(String title, String shape) {
    return Text.format("{'title': '%s', 'shape': '%s', 'color': '#F6FF00'}", title, shape);
  }

  /** As before 2019: what an object is drawn as is said of its class. */
  private static String old(String title, String bitmap, String exterior) {
    return Text.format(
        "{'description': '', 'tags': ['other'], 'bitmap': %s, 'classTitle': '%s',"
            + " 'points': {'exterior': %s, 'interior': []}}",
        bitmap, title, exterior);
  }

  @Test
  void oldObjectsAreDrawnAsTheirClassSays() throws Exception {
    classes(
        listed("tomato", "bitmap"),
        listed("basil", "line"),
        listed("egg", "polygon"),
        listed("bread", "rectangle"),
        listed("mozzarella", "point"));
    objects(
        old("egg", "null", "[[10, 0], [20, 0], [20, 10], [10, 10], [10, 0]]"),
        old("bread", "null", "[[20, 20], [30, 26]]"),
        old("basil", "null", "[[1, 1], [9, 9], [9, 1]]"),
        old("mozzarella", "null", "[[1, 1]]"),
        old("tomato", Text.format("{'origin': [5, 7], 'data': '%s'}", RING), "[]"));
    assertThat(fixture.findings())
        .containsExactly(
            "shape-without-area: set/ann/a.png.json objects[2]: a shape of type line has no area",
            "shape-without-area: set/ann/a.png.json objects[3]: a shape of type point has no area");
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.classNames()).containsExactly("tomato", "egg", "bread");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::categoryId, CocoAnnotation::box)
        .containsExactly(
            tuple(2L, new CocoBox(10, 0, 10, 10)),
            tuple(3L, new CocoBox(20, 20, 10, 6)),
            tuple(1L, new CocoBox(5, 7, 3, 3)));
  }

  @Test
  void theListOfClassesMayLieAboveTheDataSet() throws Exception {
    classes(listed("tomato", "polygon"), listed("egg", "polygon"));
    objects(old("egg", "null", "[[10, 0], [20, 0], [20, 10]]"));
    assertThat(fixture.input("set").dataset().classNames()).containsExactly("tomato", "egg");
  }

  @Test
  void whatAnOldObjectIsMustBeSaid() throws Exception {
    fixture.file("meta.json", "{'classes': [{'title': 'egg', 'shape': 'polygon'}");
    objects(
        old("egg", "null", "[[10, 0], [20, 0], [20, 10]]"),
        old("egg", "null", "[[10, 0], [20, 9]]"),
        old("egg", "null", "[[10, 0]]"));
    assertThat(fixture.findings())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("broken-file: meta.json: line 1, column 50: invalid"),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "malformed-shape: set/ann/a.png.json objects[1]: geometryType: expected it"
                            + " here, or meta.json with the class 'egg', found two points, of a"
                            + " rectangle or of a line"),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "shape-without-area: set/ann/a.png.json objects[2]: a shape of type point"
                            + " has no area"),
            one ->
                assertThat(one)
                    .isEqualTo(
                        "guessed-shape: set/ann/a.png.json: 1 objects do not say what they are, and"
                            + " no meta.json does of their class: they are taken for polygons"));
  }
}
