package dev.quantmask.dataset.reader;

import java.util.List;

/**
 * Holds what a file says of one image.
 *
 * @param source the file, for messages
 * @param imageNames where the image may lie, below the folder of images, with {@code /}; the first
 *     that is there is meant
 * @param guesses where it may lie when it is at none of those, and that is said
 * @param embedded the image itself, which the file may hold; null where the format has none
 * @param width of the image as the tool showed it, as {@code height}; 0 when not said
 * @param frame of a video that the image is, from 0; {@link #NO_FRAME} for an image that is none
 */
public record AnnotatedImage(
    String source,
    List<String> imageNames,
    List<String> guesses,
    EmbeddedImage embedded,
    int width,
    int height,
    int frame,
    List<LabelledShape> shapes) {
  public static final int NO_FRAME = -1;

  /** An image that is no frame of a video. */
  public AnnotatedImage(
      String source,
      List<String> imageNames,
      List<String> guesses,
      EmbeddedImage embedded,
      int width,
      int height,
      List<LabelledShape> shapes) {
    this(source, imageNames, guesses, embedded, width, height, NO_FRAME, shapes);
  }

  /** An image that is no frame of a video, and lies where it is said to lie. */
  public AnnotatedImage(
      String source, List<String> imageNames, int width, int height, List<LabelledShape> shapes) {
    this(source, imageNames, List.of(), null, width, height, shapes);
  }

  /** A frame of a video. */
  public static AnnotatedImage ofVideo(
      String source,
      List<String> imageNames,
      int width,
      int height,
      int frame,
      List<LabelledShape> shapes) {
    return new AnnotatedImage(source, imageNames, List.of(), null, width, height, frame, shapes);
  }

  public AnnotatedImage {
    if (imageNames.isEmpty()) {
      throw new IllegalArgumentException(source + ": expected the name of an image");
    }
  }
}
