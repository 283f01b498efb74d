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
}
