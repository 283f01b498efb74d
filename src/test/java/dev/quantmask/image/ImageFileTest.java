package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quantmask.testing.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  @TempDir Path directory;

  @Test
  void everyErrorNamesTheFile() throws IOException {
    Path image = Files.write(directory.resolve("image.png"), TestImages.png(5, 4));
    Path text = Files.write(directory.resolve("text.png"), TestImages.textCalledPng());
    Path missing = directory.resolve("missing.png");

    assertThat(ImageFile.read(image, ImageLimits.DEFAULT).width()).isEqualTo(5);
    assertThatIOException()
        .isThrownBy(() -> ImageFile.read(image, new ImageLimits(4, 4, 16)))
        .withMessage(image + ": image too large: expected at most 4 x 4 pixels, found 5 x 4");
    assertThatIOException()
        .isThrownBy(() -> ImageFile.read(text, ImageLimits.DEFAULT))
        .withMessageStartingWith(text + ": ");
    assertThatIOException()
        .isThrownBy(() -> ImageFile.read(missing, ImageLimits.DEFAULT))
        .withMessage(missing.toString());
  }
}
