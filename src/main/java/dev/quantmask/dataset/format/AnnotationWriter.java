package dev.quantmask.dataset.format;

import java.io.Closeable;
import java.io.IOException;

/** Writes one format. What it writes is in its place when {@link #complete} returns, not before. */
public interface AnnotationWriter extends Closeable {
  /** Writes all images; it is called once. */
  void write(ImageSource images) throws IOException;

  /** Everything is written: it takes its place. */
  void complete() throws IOException;

  /** Drops what is not complete. */
  @Override
  void close() throws IOException;

  /** Images with their objects, in the order of their names; they can be asked for again. */
  interface ImageSource {
    /** Hands out each image without its objects, which are many times larger. */
    void eachName(ImageHandler handler) throws IOException;

    void each(ImageHandler handler) throws IOException;
  }

  /** Takes an image. */
  @FunctionalInterface
  interface ImageHandler {
    void accept(ImageAnnotations image) throws IOException;
  }
}
