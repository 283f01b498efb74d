package dev.quantmask.serving.api;

import dev.quantmask.text.Text;

/** The heap has not enough memory for the image, however long it waits. */
public final class ImageTooLargeException extends ServingException {
  private static final long serialVersionUID = 1L;

  public ImageTooLargeException(long needed, long most) {
    super(
        Outcome.TOO_LARGE,
        Text.format(
            "the image is too large for the heap of this service: expected one that takes at most %d"
                + " bytes until it is answered, found one that takes %d; send fewer pixels",
            most, needed));
  }
}
