package dev.quantmask.cli;

import java.util.function.Supplier;

/** Tells that the command line is wrong, whatever its files hold; it ends as picocli's own. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  /** Makes something of options, whose own check says what is wrong with them. */
  static <T> T check(String prefix, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(prefix + e.getMessage());
    }
  }

  /** Returns the value of an option that counts something, which is at least 1. */
  static int positive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + ": expected at least 1, found " + value);
    }
    return value;
  }
}
