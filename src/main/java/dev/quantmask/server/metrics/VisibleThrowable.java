package dev.quantmask.server.metrics;

import dev.quantmask.text.Visible;

/** The trace of another exception, with its messages made visible. */
final class VisibleThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  private final String text;

  private VisibleThrowable(String text, Throwable cause) {
    super(text, cause);
    this.text = text;
  }

  /** The same one where all is visible already. */
  static Throwable of(Throwable thrown) {
    return isVisible(thrown) ? thrown : copy(thrown);
  }

  private static boolean isVisible(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (!Visible.lines(cause.toString()).equals(cause.toString())) {
        return false;
      }
    }
    return true;
  }

  private static Throwable copy(Throwable thrown) {
    Throwable cause = thrown.getCause();
    Throwable copy =
        new VisibleThrowable(Visible.line(thrown.toString()), cause == null ? null : copy(cause));
    copy.setStackTrace(thrown.getStackTrace());
    return copy;
  }

  @Override
  public String toString() {
    return text;
  }
}
