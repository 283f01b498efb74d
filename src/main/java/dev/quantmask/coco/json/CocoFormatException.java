package dev.quantmask.coco.json;

import java.io.IOException;

/** A file is not what the format asks for; the message names file, record and field. */
public final class CocoFormatException extends IOException {
  private static final long serialVersionUID = 1;

  public CocoFormatException(String message) {
    super(message);
  }
}
