package dev.quantmask.benchmark;

import dev.quantmask.io.ExistingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture as it comes with a request.
 *
 * @param bytes encoded
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(Path file, byte[] bytes) {
  /** Reads all of them. */
  public static List<Picture> read(List<Path> files) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files) {
      pictures.add(new Picture(file, ExistingFile.bytes(file)));
    }
    return pictures;
  }
}
