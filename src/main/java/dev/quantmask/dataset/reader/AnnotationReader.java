package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.findings.Findings;
import java.io.IOException;
import java.util.List;

/** Reads one format, frame by frame; what it cannot use it adds to the findings. */
public interface AnnotationReader {
  /**
   * Reads everything, in an order that does not depend on the file system.
   *
   * @throws IOException if the input as a whole cannot be read
   */
  void read(FrameHandler handler, Findings findings) throws IOException;

  /** Returns how many frames there are, or -1 when only reading tells. */
  default long frames() {
    return -1;
  }

  /**
   * The classes that the input lists, in their order, when all of it has been read; empty where it
   * has no list, or none that says their order.
   */
  default List<String> classes() {
    return List.of();
  }

  /** Takes a frame. */
  @FunctionalInterface
  interface FrameHandler {
    void accept(AnnotatedFrame frame) throws IOException;
  }
}
