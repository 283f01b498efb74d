package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.findings.Findings;
import java.io.IOException;
import java.util.List;

/** Reads one format, image by image; what it cannot use it adds to the findings. */
public interface AnnotationReader {
  /**
   * Reads everything, in an order that does not depend on the file system.
   *
   * @throws IOException if the input as a whole cannot be read
   */
  void read(ImageHandler handler, Findings findings) throws IOException;

  /** Returns how many images there are, or -1 when only reading tells. */
  default long images() {
    return -1;
  }

  /**
   * The classes that the input lists, in their order, when all of it has been read; empty where it
   * has no list, or none that says their order.
   */
  default List<String> classes() {
    return List.of();
  }

  /** Takes an image. */
  @FunctionalInterface
  interface ImageHandler {
    void accept(AnnotatedImage image) throws IOException;
  }
}
