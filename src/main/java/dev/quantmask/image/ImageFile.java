package dev.quantmask.image;

import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

/** Image files to pixels. */
public final class ImageFile {
  private ImageFile() {}

  /**
   * Reads and decodes a file, as {@link ImageDecoder} does.
   *
   * @throws IOException naming the file, if it cannot be read or is no image that can be used
   */
  public static RgbImage read(Path file, ImageLimits limits) throws IOException {
    try {
      return ImageDecoder.decode(ExistingFile.bytes(file), limits);
    } catch (ImageException e) {
      throw new IOException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }
}
