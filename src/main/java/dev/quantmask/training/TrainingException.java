package dev.quantmask.training;

import java.io.IOException;

/** A training cannot go on. */
public final class TrainingException extends IOException {
  private static final long serialVersionUID = 1L;

  TrainingException(String message) {
    super(message);
  }
}
