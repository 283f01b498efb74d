package dev.quantmask.benchmark;

import dev.quantmask.io.ExistingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image as it comes with a request.
 *
 * @param bytes encoded
 */
@SuppressWarnings("ArrayRecordComponent")
public record BenchmarkImage(Path file, byte[] bytes) {
  /** Reads all of them. */
  public static List<BenchmarkImage> read(List<Path> files) throws IOException {
    List<BenchmarkImage> images = new ArrayList<>();
    for (Path file : files) {
      images.add(new BenchmarkImage(file, ExistingFile.bytes(file)));
    }
    return images;
  }
}
