package dev.quantmask.quantization.calibration;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.Json;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a calibration, to make the same archive again: on another CPU the same images give
 * ranges that differ in their last digits.
 */
public final class RangesFile {
  private RangesFile() {}

  /** Layer paths in their order, then scale and zero point of each. */
  record Content(int format, Map<String, ActivationRange> ranges) {
    static final int CURRENT_FORMAT = 1;
  }

  public static void write(Path file, Map<String, ActivationRange> ranges) throws IOException {
    AtomicFile.write(
        file, Json.indented(new Content(Content.CURRENT_FORMAT, new TreeMap<>(ranges))));
  }

  /**
   * Reads ranges by layer path.
   *
   * @throws IOException naming the file, and the layer whose range cannot be used
   */
  public static Map<String, ActivationRange> read(Path file) throws IOException {
    Content content = Json.read(ExistingFile.bytes(file), Content.class, file.toString());
    if (content == null || content.format() != Content.CURRENT_FORMAT || content.ranges() == null) {
      throw new IOException(
          Text.format(
              "%s: expected ranges of format %d, that `quantize --save-ranges` wrote",
              file, Content.CURRENT_FORMAT));
    }
    for (Map.Entry<String, ActivationRange> entry : content.ranges().entrySet()) {
      requireUsable(file, entry.getKey(), entry.getValue());
    }
    return content.ranges();
  }

  private static void requireUsable(Path file, String path, ActivationRange range)
      throws IOException {
    boolean usable =
        range != null
            && range.scale() > 0
            && Double.isFinite(range.scale())
            && range.zeroPoint() >= 0
            && range.zeroPoint() <= 255;
    if (!usable) {
      throw new IOException(
          Text.format(
              "%s: ranges.%s: expected a scale above 0 and a zeroPoint of 0 to 255, found %s",
              file, path, range));
    }
  }
}
