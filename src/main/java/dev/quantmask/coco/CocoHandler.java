package dev.quantmask.coco;

import java.io.IOException;

/**
 * Is called by a {@link CocoReader} with each record, in the order of the file: annotations may
 * come before their images. An {@link IllegalArgumentException} that it throws is named after the
 * record.
 */
public interface CocoHandler {
  default void info(String key, String value) throws IOException {}

  default void image(CocoImage image) throws IOException {}

  default void category(CocoCategory category) throws IOException {}

  default void annotation(CocoAnnotation annotation) throws IOException {}

  /**
   * Takes an image with what LVIS says of it; null unless {@link ReadOptions.Field#LVIS} is
   * required.
   *
   * @param negative ids of categories of which the image has no object
   * @param notExhaustive ids of categories of which the image may have more than its annotations
   */
  default void image(CocoImage image, long[] negative, long[] notExhaustive) throws IOException {
    image(image);
  }

  /** Takes a category; null unless {@link ReadOptions.Field#LVIS} is required. */
  default void category(CocoCategory category, Frequency frequency) throws IOException {
    category(category);
  }

  /** Takes an object; false unless {@link ReadOptions.Field#LVIS} is required. */
  default void annotation(CocoAnnotation annotation, boolean ignored) throws IOException {
    annotation(annotation);
  }
}
