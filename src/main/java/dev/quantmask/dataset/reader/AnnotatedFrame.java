package dev.quantmask.dataset.reader;

import java.util.List;

/**
 * What a file says of one picture.
 *
 * @param source the file, for messages
 * @param pictures where the picture may lie, below the folder of pictures, with {@code /}; the
 *     first that is there is meant
 * @param width of the picture as the tool showed it, as {@code height}; 0 when not said
 */
public record AnnotatedFrame(
    String source, List<String> pictures, int width, int height, List<LabelledShape> shapes) {
  public AnnotatedFrame {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(source + ": expected the name of a picture");
    }
  }
}
