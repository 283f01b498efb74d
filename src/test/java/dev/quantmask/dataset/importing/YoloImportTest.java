package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Polygons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloImportTest {
  private static final String TRIANGLE = "0 0.25 0.5 0.5 0.5 0.5 0.8";

  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, null);
  }

  private ImportFixture names() throws IOException {
    return fixture.file("data.yaml", "names: [crab, boat]\nnc: 2\n");
  }

  /** The masks of supervision, and of Ultralytics' own joined parts, to the pixel. */
  @ParameterizedTest
  @ValueSource(strings = {"yolo", "yolo-merged"})
  void masksAreThoseOfPycocotools(String folder) throws Exception {
    Path in = FormatFixtures.FOLDER.resolve(folder);
    ImportResult result = FormatFixtures.convert(in, null, "coco", fixture.out);
    assertThat(result.classes()).containsExactly("crab", "red boat");
    assertThat(FormatFixtures.read(result.files())).isEqualTo(FormatFixtures.expected(folder));
  }

  @Test
  void pointsAreSharesOfTheUprightImage() throws Exception {
    names().image("images/a.png", 40, 30).file("labels/a.txt", TRIANGLE + "\n");
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images()).containsExactly(new CocoImage(1, "images/a.png", 40, 30));
    assertThat(dataset.categories())
        .containsExactly(new CocoCategory(1, "crab"), new CocoCategory(2, "boat"));
    Polygons polygons = (Polygons) dataset.annotations().get(0).segmentation();
    assertThat(polygons.rings().get(0)).containsExactly(10, 15, 20, 15, 20, 24);
  }

  @Test
  void fiveNumbersAreABoxAndSaidToBe() throws Exception {
    names().image("images/a.png", 40, 30).file("labels/a.txt", "1 0.5 0.5 0.25 0.2");
    assertThat(fixture.dataset().annotations().get(0).box()).isEqualTo(new CocoBox(15, 12, 10, 6));
    assertThat(fixture.findings())
        .containsExactly(
            "box-for-mask: labels/a.txt line 1: expected a polygon, found a box, which is taken"
                + " for it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 0.1 0.1 0.5 0.1 0.5 0.5 | unknown-label | expected the number of one of the 2 classes of"
            + " data.yaml, the first of which is 0, found 2",
        "x 0.1 0.1 0.5 0.1 0.5 0.5 | malformed-shape | class: expected a number, found 'x'",
        "0 0.1 0.1 0.5 0.1 0.5 y | malformed-shape | value 7: expected a number, found 'y'",
        "0 17 10 150 110 3 20 | malformed-shape | value 2: expected a share of the image's size, 0"
            + " to 1, found 17",
        "0 0.1 0.1 0.5 NaN 0.5 0.5 | malformed-shape | value 5: expected a share of the image's"
            + " size, 0 to 1, found NaN",
        "0 0.1 0.1 0.2 0.2 0.9 | malformed-shape | row: expected a class and 4 numbers of a box, or"
            + " pairs of a polygon, found 5 numbers: a row with a confidence or with key points is"
            + " none",
        "0 | malformed-shape | row: expected a class and 4 numbers of a box, or pairs of a polygon,"
            + " found 0 numbers: a row with a confidence or with key points is none",
        "0 0.5 0.5 0 0.125 | zero-area | expected sides longer than 0, found 0.0 and 0.125",
        "1 0.9 0.9 1.005 0.9 1.005 1 0.9 1 | clipped | cut off at the border of 40 x 30 pixels",
      })
  void rowsThatCannotBeUsedAreFound(String row, String kind, String message) throws Exception {
    names().image("images/a.png", 40, 30).file("labels/a.txt", TRIANGLE + "\n\n" + row);
    assertThat(fixture.findings())
        .filteredOn(finding -> !finding.startsWith("box-for-mask"))
        .containsExactly(kind + ": labels/a.txt line 3: " + message);
  }

  @Test
  void fourCornersOfATurnedBoxAreAPolygon() throws Exception {
    names().image("a.png", 40, 30).file("a.txt", "0 0.25 0.2 0.5 0.4 0.25 0.6 0.125 0.4");
    assertThat(fixture.dataset().annotations()).hasSize(1);
  }

  @Test
  void imagesWithoutALabelHaveNoObjects() throws Exception {
    names().image("images/a.png", 40, 30).image("images/b.png", 40, 30);
    fixture.file("labels/b.txt", "").image("runs/chart.png", 9, 9);
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .extracting(CocoImage::fileName)
        .containsExactly("images/a.png", "images/b.png");
    assertThat(dataset.annotations()).isEmpty();
  }

  @Test
  void aLabelWithoutAnImageIsFound() throws Exception {
    names().image("images/a.png", 40, 30).file("labels/b.txt", TRIANGLE);
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("missing-image: labels/b.txt: expected the image ")
        .endsWith("images/b.jpg, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels/train/a.txt | images/train/a.png | labels/val/b.txt | images/val/b.png",
        "train/labels/a.txt | train/images/a.png | val/labels/b.txt | val/images/b.png",
      })
  void foldersAreSplits(String label, String image, String otherLabel, String otherImage)
      throws Exception {
    fixture.file("classes.txt", "crab\nboat\n").image(image, 40, 30).file(label, TRIANGLE);
    fixture.image(otherImage, 40, 30).file(otherLabel, TRIANGLE);
    splitsAre(image, otherImage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path: .\ntrain: images/train\nval: images/val\n",
        "path: ../datasets/mine\ntrain: [images/train]\nval: images/val\ntest:\n",
        "path: /home/somebody/in\ntrain: images/train/\nval: /home/somebody/in/images/val\n",
        "train: ../images/train\nval: ../images/val\ntest: ../images/test\n",
        "train: train.txt\nval: val.txt\n",
      })
  void splitsAreThoseOfTheFile(String splits) throws Exception {
    fixture.file("data.yaml", splits + "names:\n  0: crab\n  1: boat\n");
    fixture.file("train.txt", "./images/train/a.png\n").file("val.txt", "images/val/b.png\n\n");
    fixture.image("images/train/a.png", 40, 30).file("labels/train/a.txt", TRIANGLE);
    fixture.image("images/val/b.png", 40, 30).file("labels/val/b.txt", TRIANGLE);
    fixture.image("images/other/c.png", 40, 30);
    splitsAre("images/train/a.png", "images/val/b.png");
    assertThat(new ImportFixture(directory, null).input("data.yaml").run().files()).hasSize(2);
  }

  private void splitsAre(String train, String val) throws IOException {
    List<ImportResult.WrittenFile> files = fixture.run().files();
    assertThat(files)
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("annotations.train.json", "annotations.val.json");
    assertThat(CocoReader.read(files.get(0).path()).images())
        .extracting(CocoImage::fileName)
        .containsExactly(train);
    CocoDataset second = CocoReader.read(files.get(1).path());
    assertThat(second.images()).extracting(CocoImage::fileName).containsExactly(val);
    assertThat(second.annotations()).hasSize(1);
  }

  @Test
  void anImageOfAListThatIsMissingIsFound() throws Exception {
    fixture.file("data.yaml", "train: train.txt\nval: train.txt\nnames: [crab]\n");
    fixture.image("images/a.png", 40, 30).file("train.txt", "./images/a.png\n./images/b.png\n");
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("missing-image: images/b.png: expected the image ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names: [a]; nc: 2 | nc: expected 1, as many as there are names, found 2",
        "names: [a]; kpt_shape: [17, 3]; nc: 1 | kpt_shape: expected labels of objects with masks,"
            + " found those of poses",
        "names: 7; nc: 2 | names: expected the names of the classes, as a list or by number, found"
            + " 7",
        "names: {x: a}; nc: 1 | names: expected numbers of classes from 0 on, found x",
        "names: [a, a]; nc: 2 | expected each name once, found 'a' again",
        "names: [a]; train: no; val: no | train: expected a folder",
        "names: [a]; train: images/x | train: expected a folder or a list of images in",
        "names: [a; nc: 1 | not YAML: while parsing a flow sequence",
      })
  void aWrongFileIsRefused(String yaml, String message) throws IOException {
    fixture.file("data.yaml", yaml.replace("; ", "\n") + "\n");
    fixture.image("images/a.png", 40, 30).file("labels/a.txt", TRIANGLE);
    assertThatThrownBy(fixture::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data.yaml: ")
        .hasMessageContaining(message);
  }

  @Test
  void classesWithoutNamesAreRefusedUnlessTheyAreGiven() throws Exception {
    fixture.image("images/a.png", 40, 30).file("labels/a.txt", TRIANGLE);
    assertThatThrownBy(fixture::run)
        .hasMessage(
            "%s: expected the names of the classes in data.yaml, classes.txt or obj.names, found"
                + " none: give --classes",
            fixture.folder);
    assertThat(fixture.classes("boat").dataset().categories())
        .containsExactly(new CocoCategory(1, "boat"));
  }

  @Test
  void labelsAloneFindImagesElsewhereAndInAZip() throws Exception {
    fixture.image("images/train/a.png", 40, 30).file("labels/train/a.txt", TRIANGLE);
    Path images = Files.move(fixture.folder.resolve("images"), directory.resolve("images"));
    fixture.file("labels/train/classes.txt", "crab").images(images);
    assertThat(fixture.dataset().images()).containsExactly(new CocoImage(1, "train/a.png", 40, 30));
    fixture = new ImportFixture(directory.resolve("zip"), null);
    names().image("set/images/a.png", 40, 30).file("set/labels/a.txt", TRIANGLE);
    assertThat(fixture.zipped("export.zip").dataset().annotations()).hasSize(1);
  }

  @Test
  void withoutImagesThereIsNoSize() throws Exception {
    names().file("labels/a.txt", TRIANGLE);
    assertThat(fixture.withoutImages().findings())
        .singleElement()
        .asString()
        .startsWith("size-mismatch: labels/a.txt: expected the size of the image, found none");
  }
}
