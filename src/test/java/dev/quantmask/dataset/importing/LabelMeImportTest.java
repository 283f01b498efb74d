package dev.quantmask.dataset.importing;

import static dev.quantmask.dataset.importing.ImportFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMeImportTest {
  private static final String SQUARE = "[[10, 10], [20, 10], [20, 20], [10, 20]]";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
  }

  @Test
  void polygonsKeepTheirPoints() throws Exception {
    fixture.labelMe("a.json", shape("crab", "polygon", "[[10.5, 10], [20, 10], [20, 20.25]]"));
    CocoDataset dataset = fixture.dataset();

    assertThat(dataset.images()).containsExactly(new CocoImage(1, "a.png", 40, 30));
    assertThat(dataset.categories()).containsExactly(new CocoCategory(1, "crab"));
    CocoAnnotation only = dataset.annotations().get(0);
    assertThat(only.id()).isEqualTo(1);
    assertThat(only.crowd()).isFalse();
    assertThat(((Polygons) only.segmentation()).rings().get(0))
        .containsExactly(10.5, 10, 20, 10, 20, 20.25);
    // pycocotools: area and toBbox of frPyObjects([[10.5, 10, 20, 10, 20, 20.25]], 30, 40)
    assertThat(only.area()).isEqualTo(46);
    assertThat(only.box()).isEqualTo(new CocoBox(11, 10, 9, 10));
  }

  @Test
  void aShapeWithoutATypeIsAPolygon() throws Exception {
    fixture.labelMe("a.json", Text.format("{'label': 'crab', 'points': %s}", SQUARE));
    assertThat(fixture.dataset().annotations().get(0).area()).isEqualTo(100);
  }

  @Test
  void rectanglesHaveTheirCornersInAnyOrder() throws Exception {
    fixture.labelMe(
        "a.json",
        shape("crab", "rectangle", "[[20, 5], [10, 25]]"),
        shape("crab", "rectangle", "[[10, 25], [20.5, 5]]"));
    assertThat(fixture.dataset().annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(10, 5, 10, 20), new CocoBox(10, 5, 11, 20));
  }

  @Test
  void orientedRectanglesAreTheirFourPoints() throws Exception {
    fixture.labelMe(
        "a.json", shape("crab", "oriented_rectangle", "[[20, 5], [30, 15], [20, 25], [10, 15]]"));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    // pycocotools: frPyObjects([[20, 5, 30, 15, 20, 25, 10, 15]], 30, 40)
    assertThat(only.box()).isEqualTo(new CocoBox(10, 5, 20, 19));
    assertThat(only.area()).isEqualTo(200);
  }

  @Test
  void aCircleIsItsCentreAndAPointOfItsRim() throws Exception {
    fixture.labelMe("a.json", shape("crab", "circle", "[[20, 15], [26, 23]]"));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    assertThat(only.box()).isEqualTo(new CocoBox(10, 5, 20, 20));
    assertThat(only.area()).isCloseTo(Math.PI * 100, within(5.0));
  }

  @Test
  void masksFillTheirBox() throws Exception {
    String mask = Base64.getEncoder().encodeToString(maskPng(3, 2, 1, 0, 1, 1, 1, 0));
    fixture.labelMe(
        "a.json",
        Text.format(
            "{'label': 'crab', 'shape_type': 'mask', 'points': [[5.9, 7], [7, 8.2]], 'mask': '%s'}",
            mask));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    assertThat(only.segmentation()).isInstanceOf(CompressedRunLengths.class);
    assertThat(only.area()).isEqualTo(4);
    assertThat(only.box()).isEqualTo(new CocoBox(5, 7, 3, 2));
    boolean[] inside = only.segmentation().toRle(30, 40).decode();
    assertThat(inside[7 * 40 + 5]).isTrue();
    assertThat(inside[7 * 40 + 6]).isFalse();
    assertThat(inside[7 * 40 + 7]).isTrue();
    assertThat(inside[8 * 40 + 6]).isTrue();
    assertThat(inside[8 * 40 + 7]).isFalse();
  }

  /** As LabelMe writes them: grey of one bit. */
  private static byte[] maskPng(int width, int height, int... inside) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < inside.length; i++) {
      image.getRaster().setSample(i % width, i / width, 0, inside[i]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void aMaskOfAnotherSizeThanItsBoxIsBroken() throws Exception {
    String mask = Base64.getEncoder().encodeToString(maskPng(3, 2, 1, 0, 1, 1, 1, 0));
    fixture.labelMe(
        "a.json",
        Text.format(
            "{'label': 'crab', 'shape_type': 'mask', 'points': [[5, 7], [8, 8]], 'mask': '%s'}",
            mask),
        "{'label': 'crab', 'shape_type': 'mask', 'points': [[5, 7], [8, 8]], 'mask': 'AAAA'}",
        "{'label': 'crab', 'shape_type': 'mask', 'points': [[5, 7], [8, 8]], 'mask': null}");
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-shape: a.json shapes[0]: mask: expected 4 x 2 pixels, which is the box that"
                + " its points span, found 3 x 2",
            "malformed-shape: a.json shapes[1]: mask: not an image: expected a JPEG, PNG, WebP or"
                + " BMP image",
            "malformed-shape: a.json shapes[2]: mask: expected a text, found null");
  }

  @Test
  void linesAndPointsAreLeftOut() throws Exception {
    fixture.labelMe(
        "a.json",
        shape("crab", "polygon", SQUARE),
        shape("crab", "line", "[[1, 1], [5, 5]]"),
        shape("crab", "linestrip", "[[1, 1], [5, 5], [9, 1]]"),
        shape("crab", "point", "[[1, 1]]"));
    assertThat(fixture.findings())
        .containsExactly(
            "shape-without-area: a.json shapes[1]: a shape of type line has no area",
            "shape-without-area: a.json shapes[2]: a shape of type linestrip has no area",
            "shape-without-area: a.json shapes[3]: a shape of type point has no area");
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @Test
  void shapesOfOneLabelAndGroupAreOneObject() throws Exception {
    String part = "{'label': '%s', 'group_id': %s, 'shape_type': 'rectangle', 'points': %s}";
    fixture.labelMe(
        "a.json",
        Text.format(part, "crab", "1", "[[0, 0], [10, 10]]"),
        Text.format(part, "crab", "2", "[[30, 20], [40, 30]]"),
        Text.format(part, "fish", "1", "[[0, 20], [10, 30]]"),
        Text.format(part, "crab", "1", "[[5, 5], [15, 15]]"),
        Text.format(part, "crab", "null", "[[20, 0], [22, 2]]"),
        Text.format(part, "crab", "null", "[[24, 0], [26, 2]]"));
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::categoryId)
        .containsExactly(1L, 1L, 2L, 1L, 1L);
    CocoAnnotation joined = dataset.annotations().get(0);
    assertThat(((Polygons) joined.segmentation()).rings()).hasSize(2);
    assertThat(joined.area()).isEqualTo(175); // 25 pixels belong to both
    assertThat(joined.box()).isEqualTo(new CocoBox(0, 0, 15, 15));
  }

  @Test
  void imagesLieBesideTheirFilesInSubfolders() throws Exception {
    fixture.labelMe("b/x.json", shape("crab", "polygon", SQUARE));
    fixture.labelMe("a/x.json", shape("crab", "polygon", SQUARE));
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("a/x.png", "b/x.png");
  }

  @Test
  void imagesMayLieInAFolderOfTheirOwn() throws Exception {
    fixture.image("img/x.png", 40, 30);
    fixture.file(
        "ann/x.json",
        "{'imagePath': '..\\\\img\\\\x.png', 'imageWidth': 40, 'imageHeight': 30, 'shapes': []}");
    fixture.input("ann").images(fixture.folder.resolve("img"));
    assertThat(fixture.dataset().images()).extracting(CocoImage::fileName).containsExactly("x.png");
  }

  @Test
  void aImageOutsideOfTheFolderIsAnError() throws Exception {
    fixture.image("img/x.png", 40, 30);
    fixture.file("ann/x.json", "{'imagePath': '../img/x.png', 'shapes': []}");
    fixture.input("ann");
    assertThat(fixture.findings())
        .containsExactly(
            Text.format(
                    "missing-image: x.json: expected the image %s, found none; it lies outside of"
                        + " that",
                    fixture.folder.resolve("ann/../img/x.png"))
                + " folder: give --images a folder above it");
  }

  @Test
  void aMissingImageIsAnErrorWithItsPath() throws Exception {
    fixture.labelMe("a.json", shape("crab", "polygon", SQUARE));
    Files.delete(fixture.folder.resolve("a.png"));
    assertThat(fixture.findings())
        .containsExactly(
            Text.format(
                "missing-image: a.json: expected the image %s, found none",
                fixture.folder.resolve("a.png")));
    assertThat(fixture.out).doesNotExist();
  }

  @Test
  void aTruncatedImageIsAnError() throws Exception {
    fixture.labelMe("a.json", shape("crab", "polygon", SQUARE));
    Path image = fixture.folder.resolve("a.png");
    byte[] bytes = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(bytes, 60));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("broken-image: a.json: " + image + ": truncated or damaged PNG: expected ");
  }

  @Test
  void aImageOfAnotherSizeIsAnError() throws Exception {
    fixture.labelMe("a.json", shape("crab", "polygon", SQUARE)).image("a.png", 41, 30);
    assertThat(fixture.findings())
        .containsExactly(
            "size-mismatch: a.json: expected the size of a.png, 41 x 30, found 40 x 30");
  }

  @Test
  void twoFilesOfOneImageAreAnError() throws Exception {
    fixture.labelMe("a.json", shape("crab", "polygon", SQUARE));
    fixture.file("b.json", "{'imagePath': 'a.png', 'shapes': []}");
    assertThat(fixture.findings())
        .containsExactly(
            "repeated-image: b.json: expected annotations once an image, found another of a.png");
  }

  @Test
  void emptyFilesAndInvalidJsonGiveThePosition() throws Exception {
    fixture.labelMe("good.json", shape("crab", "polygon", SQUARE));
    fixture.file("a.json", "").file("b.json", " \n ").file("c.json", "{'shapes': [\n  1, }");
    fixture.file("d.json", "[]").file("e.json", "{'shapes': []} x").file("f.json", "{'shapes':");
    fixture.file("g.json", "{'images': []}").file("h.json", "{'imagePath': 'good.png'}");
    assertThat(fixture.findings())
        .containsExactly(
            "broken-file: a.json: line 1, column 1: expected JSON, found an empty file",
            "broken-file: b.json: line 1, column 1: expected JSON, found only white space",
            "broken-file: c.json: line 2, column 6: invalid JSON: Unexpected character ('}' (code"
                + " 125)): expected a value",
            "broken-file: d.json: line 1, column 1: expected an object, found an array",
            "broken-file: e.json: line 1, column 16: invalid JSON: Unrecognized token 'x': was"
                + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false')",
            "broken-file: f.json: line 1, column 11: invalid JSON: Unexpected end-of-input"
                + " within/between Object entries",
            "broken-file: g.json: shapes: expected an array, found nothing",
            "broken-file: h.json: shapes: expected an array, found nothing");
  }

  @Test
  void aImageWithinTheFileIsPassedOver() throws Exception {
    fixture.image("a.png", 40, 30);
    fixture.file(
        "a.json",
        Text.format(
            "{'imagePath': 'a.png', 'imageData': '%s', 'shapes': []}", "A".repeat(25_000_000)));
    assertThat(fixture.dataset().images()).hasSize(1);
  }

  @Test
  void anUnknownTypeIsBroken() throws Exception {
    fixture.labelMe("a.json", shape("crab", "spline", SQUARE));
    assertThat(fixture.findings())
        .containsExactly(
            "malformed-shape: a.json shapes[0]: shape_type: expected polygon, rectangle,"
                + " oriented_rectangle, circle, mask, line, linestrip or point, found spline");
  }

  @Test
  void anEmptyFolderIsAnError() {
    assertThatThrownBy(() -> fixture.run())
        .isInstanceOf(IOException.class)
        .hasMessage(fixture.folder + ": expected files *.json, found none");
  }

  /** As X-AnyLabeling writes them from version 2.2 on. */
  @Test
  void rectanglesMayHaveFourCorners() throws Exception {
    fixture.labelMe(
        "a.json",
        ImportFixture.shape("car", "rectangle", "[[10, 10], [30, 10], [30, 20], [10, 20]]"));
    CocoAnnotation only = fixture.dataset().annotations().get(0);
    assertThat(only.box()).isEqualTo(new CocoBox(10, 10, 20, 10));
    assertThat(only.area()).isEqualTo(200);
  }

  @Test
  void theImageNamedAsItsFileStandsInForAMissingOne() throws Exception {
    fixture.image("b.jpg.png", 40, 30).image("b.png", 40, 30);
    fixture.file(
        "b.json",
        Text.format(
            "{'imagePath': '../old/x.jpg', 'imageWidth': 40, 'imageHeight': 30, 'shapes': [%s]}",
            ImportFixture.shape("car", "rectangle", "[[10, 10], [30, 20]]")));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("other-image: b.json: expected the image ")
        .endsWith("x.jpg, found none: b.png is taken");
    assertThat(fixture.dataset().images()).extracting(one -> one.fileName()).contains("b.png");
  }
}
