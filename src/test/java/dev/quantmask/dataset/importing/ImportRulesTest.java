package dev.quantmask.dataset.importing;

import static dev.quantmask.dataset.importing.ImportFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.geometry.ExifTransform;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.image.Orientation;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every format, shown with LabelMe's. */
class ImportRulesTest {
  private static final String SQUARE = shape("crab", "polygon", "[[1, 1], [9, 1], [9, 9], [1, 9]]");

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
  }

  @Test
  void brokenShapesAreListedAndNothingIsWritten() throws Exception {
    fixture.labelMe(
        "a.json",
        SQUARE,
        shape("crab", "polygon", "[[1, 1]]"),
        shape("crab", "polygon", "[[1, 1], [5, 5]]"),
        shape("crab", "polygon", "[[1, 1], [5, 5], [1, 1]]"),
        shape("crab", "polygon", "[[1, 1], [5, 1], [9, 1]]"),
        shape("crab", "rectangle", "[[3, 3], [3, 9]]"),
        shape("crab", "circle", "[[3, 3], [3, 3]]"),
        shape("crab", "polygon", "[[50, 1], [55, 1], [55, 9]]"),
        SQUARE,
        shape("", "rectangle", "[[3, 3], [5, 9]]"),
        shape("crab", "polygon", "[[1, 1], [5], [9, 1]]"),
        shape("crab", "polygon", "[[1, 1], [5, 'x'], [9, 1]]"),
        shape("crab", "polygon", "[[1e999, 1], [5, 1], [9, 1]]"),
        "17");
    List<String> findings = fixture.findings();
    assertThat(fixture.out).doesNotExist();
    assertThat(findings)
        .containsExactlyInAnyOrder(
            "too-few-points: a.json shapes[1]: expected a polygon of at least 3 points, found 1",
            "four-number-polygon: a.json shapes[2]: expected a polygon of at least 3 points, found"
                + " 2, whose four numbers others take for a box",
            "four-number-polygon: a.json shapes[3]: expected a polygon of at least 3 points, found"
                + " 2, whose four numbers others take for a box",
            "zero-area: a.json shapes[4]: expected a shape that covers a pixel, found none covered",
            "zero-area: a.json shapes[5]: expected sides longer than 0, found 0.0 and 6.0",
            "zero-area: a.json shapes[6]: expected radii longer than 0, found 0.0 and 0.0",
            "outside-image: a.json shapes[7]: expected a shape within 40 x 30 pixels, found all"
                + " of it outside",
            "duplicate-shape: a.json shapes[8]: expected each shape once, found it again",
            "missing-label: a.json shapes[9]: expected a label, found none: give --label NAME for shapes that have none",
            "malformed-shape: a.json shapes[10]: points[1]: expected two numbers, found [5]",
            "malformed-shape: a.json shapes[11]: points[1]: expected a number, found \"x\"",
            "malformed-shape: a.json shapes[12]: points[0]: expected a number between -10000000 and"
                + " 10000000, found \"Infinity\"",
            "malformed-shape: a.json shapes[13]: points: expected an array, found nothing");
  }

  @Test
  void brokenShapesAreLeftOutOnRequest() throws Exception {
    fixture.labelMe("a.json", shape("fish", "polygon", "[[1, 1], [5, 5]]"), SQUARE);
    fixture.labelMe("b.json", SQUARE);
    fixture.file("c.json", "{").skipBroken();
    ImportResult result = fixture.run();

    assertThat(result.counts())
        .containsEntry(FindingKind.FOUR_NUMBER_POLYGON, 1L)
        .containsEntry(FindingKind.BROKEN_FILE, 1L)
        .hasSize(2);
    CocoDataset dataset = CocoReader.read(fixture.out);
    assertThat(dataset.images()).hasSize(2);
    assertThat(dataset.annotations()).extracting(CocoAnnotation::id).containsExactly(1L, 2L);
    assertThat(dataset.categories()).containsExactly(new CocoCategory(1, "crab"));
  }

  @Test
  void leavingOutEverythingIsAnError() throws Exception {
    fixture.file("c.json", "{").skipBroken();
    assertThatThrownBy(() -> fixture.run())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            fixture.folder
                + ": expected at least one image that can be used, found none; c.json: line 1,");
  }

  @Test
  void whatWasThereStaysWhenSomethingIsBroken() throws Exception {
    Files.writeString(fixture.out, "old");
    fixture.labelMe("a.json", shape("crab", "polygon", "[[1, 1]]"));
    assertThat(fixture.run().isWritten()).isFalse();
    assertThat(fixture.out).hasContent("old");
    assertThat(fixture.out.getParent().toFile().list())
        .containsExactlyInAnyOrder("annotations.json", "report.json");
  }

  @Test
  void shapesAreCutOffAtTheBorder() throws Exception {
    fixture.labelMe(
        "a.json",
        shape("crab", "rectangle", "[[-5, -5], [10.5, 10]]"),
        shape("crab", "polygon", "[[20, 15], [60, 15], [60, 45], [20, 45]]"));
    List<CocoAnnotation> annotations = fixture.dataset().annotations();
    assertThat(annotations)
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(0, 0, 11, 10), new CocoBox(20, 15, 20, 15));
    assertThat(((Polygons) annotations.get(1).segmentation()).rings().get(0))
        .containsExactly(20, 15, 40, 15, 40, 30, 20, 30);
    assertThat(fixture.findings())
        .contains("clipped: a.json shapes[0]: cut off at the border of 40 x 30 pixels");
  }

  @Test
  void categoriesAreSortedLabelsOrThoseGiven() throws Exception {
    String labels = "[[1, 1], [9, 1], [9, 9]]";
    fixture.labelMe("a.json", shape("fish", "polygon", labels), shape("crab", "polygon", labels));
    assertThat(fixture.dataset().categories())
        .containsExactly(new CocoCategory(1, "crab"), new CocoCategory(2, "fish"));

    fixture.classes("__ignore__", "_background_", "whale", "fish", "crab");
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.categories())
        .extracting(CocoCategory::name)
        .containsExactly("whale", "fish", "crab");
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::categoryId)
        .containsExactly(2L, 3L);
  }

  @Test
  void aLabelThatIsNotGivenIsAnError() throws Exception {
    fixture.labelMe("a.json", SQUARE).classes("fish", "whale");
    assertThat(fixture.findings())
        .containsExactly(
            "unknown-label: a.json shapes[0]: expected one of the 2 classes given, found 'crab'");
  }

  @Test
  void theLabelThatLabelMeIgnoresIsLeftOut() throws Exception {
    fixture.labelMe("a.json", SQUARE, shape("__ignore__", "rectangle", "[[1, 1], [9, 9]]"));
    assertThat(fixture.findings())
        .containsExactly("ignored-label: a.json shapes[1]: the label is no class");
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @Test
  void theOrderIsThatOfNames() throws Exception {
    for (String name : List.of("b", "B", "a10", "a2", "a/z", "a-1")) {
      fixture.labelMe(name + ".json", SQUARE);
    }
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("B.png", "a-1.png", "a/z.png", "a10.png", "a2.png", "b.png");
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    fixture.labelMe("a.json", SQUARE, shape("fish", "circle", "[[15.3, 15.1], [20.7, 20]]"));
    fixture.labelMe("b.json", SQUARE);
    fixture.run();
    byte[] first = Files.readAllBytes(fixture.out);
    ImportFixture other =
        new ImportFixture(directory.resolve("other"), AnnotationFormats.named("labelme"));
    other.labelMe("b.json", SQUARE);
    other.labelMe("a.json", SQUARE, shape("fish", "circle", "[[15.3, 15.1], [20.7, 20]]"));
    other.run();
    assertThat(Files.readAllBytes(other.out)).isEqualTo(first);
  }

  @Test
  void whatAnImportWroteIsNoInput() throws Exception {
    fixture.labelMe("a.json", SQUARE);
    ImportRequest request =
        new ImportRequest(
            ImportSource.of(
                Optional.of(AnnotationFormats.named("labelme")), List.of(fixture.folder)),
            ImportTarget.coco(fixture.folder.resolve("all.json")),
            List.of(),
            Optional.empty(),
            false,
            Optional.of(fixture.folder.resolve("report.json")));
    DatasetImport.run(request, (read, total) -> {});
    assertThat(DatasetImport.run(request, (read, total) -> {}).counts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UPRIGHT, 0, 0, 4, 2",
    "MIRRORED, 12, 0, 4, 2",
    "UPSIDE_DOWN, 12, 8, 4, 2",
    "MIRRORED_UPSIDE_DOWN, 0, 8, 4, 2",
    "TRANSPOSED, 0, 0, 2, 4",
    "TURN_RIGHT, 8, 0, 2, 4",
    "TRANSVERSED, 8, 12, 2, 4",
    "TURN_LEFT, 0, 12, 2, 4"
  })
  void bitmapsAreTurned(Orientation orientation, double x, double y, double width, double height) {
    // A box of 4 x 2 in the upper left corner of a stored image of 16 x 10.
    ImageHeader header = new ImageHeader(16, 10, orientation);
    Shape.Bitmap stored = new Shape.Bitmap(0, 0, 4, 2, new boolean[8]);
    stored.inside()[0] = true;
    Shape.Bitmap upright = (Shape.Bitmap) new ExifTransform(header).turn(stored);
    assertThat(new CocoBox(upright.x(), upright.y(), upright.width(), upright.height()))
        .isEqualTo(new CocoBox(x, y, width, height));
  }

  /** Found by fuzzing: a byte order mark, and a zero after it. */
  @Test
  void aFileOfUnknownEncodingIsLeftOutAndTheOthersStay() throws Exception {
    fixture.labelMe("a.json", SQUARE).bytes("b.json", new byte[] {(byte) 0xfe, (byte) 0xff, 0, 0});
    assertThat(fixture.skipBroken().findings())
        .containsExactly(
            "broken-file: b.json: line 1, column 2: invalid JSON: Illegal character ((CTRL-CHAR,"
                + " code 0)): only regular white space (\\r"
                + ", \\n"
                + ", \\t) is allowed between tokens");
    assertThat(fixture.out).exists();
  }

  /** A stated size costs nothing to write, and a mask of it all of the memory. */
  @Test
  void sizesThatNoImageHasAreRefusedBeforeAMaskIsMade() throws Exception {
    fixture
        .file(
            "a.json",
            Text.format(
                "{'imagePath': 'a.png', 'imageWidth': 2000000000, 'imageHeight': 2000000000,"
                    + " 'shapes': [%s]}",
                SQUARE))
        .withoutImages()
        .skipBroken();
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-shape: a.json shapes[0]: image too large: expected at most 16384 x 16384"
                + " pixels, found 2000000000 x 2000000000");
  }
}
