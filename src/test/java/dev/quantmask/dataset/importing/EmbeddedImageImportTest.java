package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LabelMe's {@code imageData}: the image itself, in the annotation file. */
class EmbeddedImageImportTest {
  @TempDir private Path directory;
  private ImportFixture fixture;
  private byte[] png;

  @BeforeEach
  void makeFolder() throws IOException {
    fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
    png = TestImages.png(40, 30);
  }

  private void labelMe(String name, String image) throws IOException {
    fixture.file(
        name,
        Text.format(
            "{%s 'imageData': '%s', 'shapes': [%s]}",
            image,
            Base64.getEncoder().encodeToString(png),
            ImportFixture.shape("crab", "rectangle", "[[10, 10], [30, 20]]")));
  }

  @Test
  void theErrorOfAMissingImageNamesTheOption() throws Exception {
    labelMe("a.json", "'imagePath': 'x.png',");
    Path missing = fixture.folder.resolve("x.png");
    assertThat(fixture.findings())
        .containsExactly(
            Text.format(
                "missing-image: a.json: expected the image %s, found none; it is in imageData:"
                    + " --extract-images writes it there",
                missing));
    assertThat(missing).doesNotExist();
    assertThat(fixture.out).doesNotExist();
  }

  @Test
  void theImageIsWrittenWhereItIsLookedFor() throws Exception {
    labelMe("sub/a.json", "'imagePath': '..\\\\img\\\\x.png',");
    fixture.extractImages();
    assertThat(fixture.dataset().images()).containsExactly(new CocoImage(1, "img/x.png", 40, 30));
    assertThat(fixture.folder.resolve("img/x.png")).hasBinaryContent(png);
    assertThat(fixture.findings()).isEmpty(); // it is found the second time
  }

  @Test
  void itIsCountedAndHasTheNameOfItsFileWhereNoneIsGiven() throws Exception {
    labelMe("a.json", "");
    labelMe("b.json", "'imagePath': '',");
    labelMe("c.json", "'imagePath': '/old/place/c.jpg',"); // LabelMe itself makes PNG of others
    fixture.extractImages();
    assertThat(fixture.findings())
        .containsExactly(
            "extracted-image: a.json: a.png has the image of imageData",
            "extracted-image: b.json: b.png has the image of imageData",
            "extracted-image: c.json: c.png has the image of imageData");
    assertThat(fixture.dataset().images())
        .extracting(CocoImage::fileName)
        .containsExactly("a.png", "b.png", "c.png");
  }

  @Test
  void theFolderOfTheImagesIsMade() throws Exception {
    labelMe("a.json", "'imagePath': 'x.png',");
    Path folder = directory.resolve("new/images");
    fixture.extractImages().images(folder);
    assertThat(fixture.dataset().images()).hasSize(1);
    assertThat(folder.resolve("x.png")).hasBinaryContent(png);
  }

  @Test
  void anotherFileIsNotReplaced() throws Exception {
    labelMe("a.json", "'imagePath': 'x.jpg',");
    fixture.image("x.png", 10, 10).extractImages();
    byte[] before = Files.readAllBytes(fixture.folder.resolve("x.png"));
    assertThat(fixture.findings())
        .containsExactly(
            Text.format(
                "missing-image: a.json: expected no file or the same image at %s, found another",
                fixture.folder.resolve("x.png")));
    assertThat(fixture.folder.resolve("x.png")).hasBinaryContent(before);
  }

  @Test
  void itsSizeIsTakenWithoutImageFiles() throws Exception {
    labelMe("a.json", "");
    fixture.withoutImages();
    assertThat(fixture.dataset().images()).containsExactly(new CocoImage(1, "a.png", 40, 30));
  }

  @Test
  void whatIsNoImageIsNamed() throws Exception {
    png = new byte[] {1, 2, 3};
    labelMe("a.json", "'imagePath': 'x.png',");
    fixture.file("b.json", "{'imagePath': 'y.png', 'imageData': null, 'shapes': []}");
    assertThat(fixture.extractImages().findings())
        .containsExactly(
            "broken-image: a.json: imageData: not an image: expected a JPEG, PNG, WebP or BMP"
                + " image",
            Text.format(
                "missing-image: b.json: expected the image %s, found none",
                fixture.folder.resolve("y.png")));
  }
}
