package dev.quantmask.image;

import java.nio.file.Files;
import java.nio.file.Path;

/** Decodes one image, in a process of its own: its exit status says whether its heap was enough. */
final class DecodeOnce {
  static final int DECODED = 0;
  static final int OUT_OF_MEMORY = 4;

  private DecodeOnce() {}

  public static void main(String... arguments) throws Exception {
    try {
      ImageDecoder.decode(Files.readAllBytes(Path.of(arguments[0])), ImageLimits.DEFAULT);
    } catch (OutOfMemoryError e) {
      System.exit(OUT_OF_MEMORY);
    }
    System.exit(DECODED);
  }
}
