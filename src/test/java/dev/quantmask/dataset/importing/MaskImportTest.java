package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.testing.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskImportTest {
  @TempDir private Path directory;
  private ImportFixture fixture;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("masks"));
  }

  /** A mask of 8 x 4 pixels, whose columns have these grey values in turn. */
  private static byte[] columns(int... values) throws IOException {
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, values[i % 8 % values.length]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private String objects() throws IOException {
    CocoDataset dataset = fixture.dataset();
    return dataset.annotations().stream()
        .map(
            object ->
                dataset.categories().get((int) object.categoryId() - 1).name()
                    + " "
                    + (long) object.area())
        .collect(Collectors.joining(", "));
  }

  /** Recognised, and the masks that datumaro and Pillow wrote. */
  @ParameterizedTest
  @CsvSource({"camvid, crab red boat", "masks, crab red boat", "dsb, thing"})
  void masksAreThoseThatWereWritten(String folder, String classes) throws Exception {
    Path in = FormatFixtures.FOLDER.resolve(folder);
    ImportResult result = FormatFixtures.convert(in, null, "coco", fixture.out);
    assertThat(String.join(" ", result.classes())).isEqualTo(classes);
    assertThat(FormatFixtures.read(result.files())).isEqualTo(FormatFixtures.expected(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "images/a.png, masks/a.png",
    "images/train/a.png, masks/train/a.png",
    "train/a.png, train_labels/a_L.png",
    "set/default/a.png, set/defaultannot/a.png",
    "a.png, a_mask.png",
    "images/a.png, masks/a_mask.png",
    "images/a_mask.jpg, masks/a_mask.png",
  })
  void masksAreFoundByTheirNames(String image, String mask) throws Exception {
    fixture.image(image, 8, 4).bytes(mask, columns(0, 1, 2, 2)).file("classes.txt", "crab\nboat\n");
    assertThat(fixture.dataset().images()).extracting(CocoImage::fileName).containsExactly(image);
    assertThat(objects()).isEqualTo("crab 8, boat 16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_classes.csv   | Pixel Value, Class;0, background;7, crab;9, red, or blue | crab 8, red, or blue 8",
        "class_dict.csv | name,r,g,b;crab,7,7,7;Void,9,9,9 | crab 8",
        "label_colors.txt | 0 0 0 background;7\t7 7  red boat;9 9 9 crab | red boat 8, crab 8",
        "classes.txt | background;a;b;c;d;e;f;crab;h;boat | crab 8, boat 8",
        "classes.txt | __ignore__;_background_;a;b;c;d;e;f;crab;h;boat | crab 8, boat 8",
      })
  void listsSayWhatAValueIs(String file, String lines, String objects) throws Exception {
    fixture.image("images/a.png", 8, 4).bytes("masks/a.png", columns(0, 255, 7, 9));
    fixture.file(file, lines.replace(";", "\n").replace("\\t", "\t"));
    assertThat(objects()).isEqualTo(objects);
  }

  @Test
  void classesMayBeGiven() throws Exception {
    fixture.image("images/a.png", 8, 4).bytes("masks/a.png", columns(0, 1, 2, 255));
    assertThatThrownBy(fixture::run)
        .hasMessage(
            "%s: expected the classes in _classes.csv, class_dict.csv, label_colors.txt or"
                + " classes.txt, found none: give --classes, or --label where there is one",
            fixture.folder);
    fixture.classes("crab", "boat");
    assertThat(objects()).isEqualTo("crab 8, boat 8");
  }

  /** 255 is void where there are other values, and the class where there are none. */
  @ParameterizedTest
  @CsvSource({"0 0 0 255, crab 8", "0 1 1 255, crab 16", "0 0 0 1, crab 8", "0 0 0 0, ''"})
  void oneClassIsInsideOrNot(String values, String objects) throws Exception {
    int[] columns = Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
    fixture.image("images/a.png", 8, 4).bytes("masks/a.png", columns(columns)).label("crab");
    assertThat(objects()).isEqualTo(objects);
  }

  @Test
  void whatCannotBeUsedIsFound() throws Exception {
    fixture.classes("crab", "boat").image("images/a.png", 8, 4).image("images/b.png", 8, 4);
    fixture.bytes("masks/a.png", columns(0, 1, 9, 2)).bytes("masks/b.png", new byte[] {1});
    fixture.image("images/c.png", 9, 4).bytes("masks/c.png", columns(0, 1));
    fixture.bytes("masks/a_mask.png", columns(0, 1)).bytes("masks/d.png", columns(0, 1));
    assertThat(fixture.findings())
        .hasSize(5)
        .contains(
            "repeated-image: masks/a_mask.png: expected one mask an image, found masks/a.png before"
                + " it",
            "unknown-label: masks/a.png class 9: expected one of the 2 classes, found the value 9",
            "size-mismatch: masks/c.png: expected the size of images/c.png, 9 x 4, found 8 x 4")
        .anySatisfy(found -> assertThat(found).startsWith("broken-file: masks/b.png: "))
        .anySatisfy(
            found ->
                assertThat(found).startsWith("missing-image: masks/d.png: expected the image"));
  }

  @Test
  void masksOfObjectsThatCannotBeUsedAreFound() throws Exception {
    fixture.label("cell").image("a/images/a.png", 8, 4).bytes("a/masks/1.png", columns(0, 255));
    fixture.bytes("a/masks/2.png", columns(0)).image("a/masks/3.png", 5, 5);
    fixture.bytes("a/masks/4.png", new byte[] {1}).image("b/images/b.png", 8, 4);
    assertThat(fixture.findings())
        .hasSize(3)
        .contains(
            "zero-area: a/masks/1.png 2.png: expected a mask with a pixel inside, found none",
            "size-mismatch: a/masks/1.png 3.png: expected the size of the first mask, 8 x 4, found"
                + " 5 x 5")
        .anySatisfy(
            found -> assertThat(found).startsWith("malformed-shape: a/masks/1.png 4.png: "));
    assertThat(fixture.skipBroken().dataset().images()).hasSize(2);
  }

  @Test
  void imagesMayLieElsewhere() throws Exception {
    fixture.image("images/a.png", 8, 4).bytes("a_mask.png", columns(0, 1)).label("crab");
    Path images = Files.move(fixture.folder.resolve("images"), directory.resolve("images"));
    assertThat(fixture.images(images).dataset().annotations())
        .extracting(CocoAnnotation::area)
        .containsExactly(16.0);
  }

  @Test
  void splitsAreParts() throws Exception {
    fixture.file("_classes.csv", "Pixel Value, Class\n0, background\n1, crab\n");
    for (String split : new String[] {"train", "valid"}) {
      fixture.image(split + "/a.png", 8, 4).bytes(split + "/a_mask.png", columns(0, 1));
    }
    ImportResult result = new ImportFixture(directory, null).run();
    assertThat(result.classes()).containsExactly("crab");
    assertThat(result.files())
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("annotations.train.json", "annotations.valid.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_classes.csv | x | line 1: expected a pixel's value, class, found 'x'",
        "class_dict.csv | crab,1,2 | line 1: expected name,r,g,b, found 'crab,1,2'",
        "label_colors.txt | 1 2 300 crab | expected values of at most 255, found 300",
        "_classes.csv | 99999999999, crab | expected values of at most 65535, found 99999999999",
      })
  void aWrongListIsRefused(String name, String text, String message) throws IOException {
    fixture.image("images/a.png", 8, 4).bytes("masks/a.png", TestImages.png(8, 4));
    fixture.file(name, text);
    assertThatThrownBy(fixture::run).hasMessage(name + ": " + message);
  }
}
