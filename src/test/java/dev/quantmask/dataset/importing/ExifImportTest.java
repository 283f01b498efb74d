package dev.quantmask.dataset.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that their EXIF orientation turns. */
class ExifImportTest {
  private static final Path IMAGES = Path.of("test-data/decoder/images");

  @TempDir private Path directory;

  private ImportFixture fixture(int exif, int width, int height) throws Exception {
    ImportFixture fixture = new ImportFixture(directory, AnnotationFormats.named("labelme"));
    Files.copy(IMAGES.resolve(Text.format("exif%d.jpg", exif)), fixture.folder.resolve("a.jpg"));
    return fixture.file(
        "a.json",
        Text.format(
            """
        {'imagePath': 'a.jpg', 'imageWidth': %d, 'imageHeight': %d, 'shapes': [
          {'label': 'crab', 'shape_type': 'rectangle', 'points': [[0, 0], [4, 2]]}]}
        """,
            width, height));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theHeaderHasTheSizeOfTheDecodedImage(int exif) throws Exception {
    byte[] bytes = Files.readAllBytes(IMAGES.resolve(Text.format("exif%d.jpg", exif)));
    ImageHeader header = ImageHeader.read(bytes);
    RgbImage decoded = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    assertThat(header.width()).isEqualTo(decoded.width());
    assertThat(header.height()).isEqualTo(decoded.height());
    assertThat(header.isTurned()).isEqualTo(exif != 1);
  }

  @Test
  void shapesOfTheUprightImageStay() throws Exception {
    ImageHeader header = header(6);
    ImportFixture fixture = fixture(6, header.width(), header.height());
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(new CocoImage(1, "a.jpg", header.width(), header.height()));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(0, 0, 4, 2));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .matches(
            "exif-upright: a.json: a.jpg is stored as \\d+ x \\d+ and stands upright as \\d+ x \\d+"
                + " by its EXIF orientation: the shapes fit it upright, and stay");
  }

  @Test
  void shapesOfTheStoredImageAreTurned() throws Exception {
    ImageHeader header = header(6); // upright after a turn to the right
    ImportFixture fixture = fixture(6, header.storedWidth(), header.storedHeight());
    CocoDataset dataset = fixture.dataset();
    assertThat(dataset.images())
        .containsExactly(new CocoImage(1, "a.jpg", header.width(), header.height()));
    assertThat(dataset.annotations())
        .extracting(CocoAnnotation::box)
        .containsExactly(new CocoBox(header.width() - 2, 0, 2, 4));
    assertThat(fixture.findings())
        .singleElement()
        .asString()
        .startsWith("exif-turned: a.json: a.jpg is stored as ")
        .endsWith("the shapes fit it as stored, and are turned");
  }

  private static ImageHeader header(int exif) throws Exception {
    ImageHeader header =
        ImageHeader.read(Files.readAllBytes(IMAGES.resolve(Text.format("exif%d.jpg", exif))));
    assertThat(header.storedWidth()).isNotEqualTo(header.storedHeight());
    return header;
  }
}
