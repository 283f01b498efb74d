package dev.quantmask.cli;

import dev.quantmask.io.FileErrors;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exceptions in one line, for people. */
final class Messages {
  /** What to do, by what the system says. */
  private static final Map<String, String> ADVICE = new LinkedHashMap<>();

  static {
    ADVICE.put("No space left on device", "make room on that disk, or write to another one");
    ADVICE.put("Disk quota exceeded", "make room on that disk, or write to another one");
    ADVICE.put("File too large", "raise the limit of this shell (ulimit -f)");
    ADVICE.put("Read-only file system", "write to another folder");
    ADVICE.put("permission denied", "change its mode or owner, or choose another place");
    ADVICE.put("Too many open files", "raise the limit of this shell (ulimit -n)");
    ADVICE.put("there is no folder", "make it first");
  }

  private Messages() {}

  /**
   * Returns the message with the file, where there is one, and with what to do, where that is
   * known.
   */
  static String of(Throwable exception) {
    String reason = reason(exception);
    String place =
        exception instanceof FileSystemException file ? Visible.line(file.getFile()) + ": " : "";
    return place + reason + advice(place, reason);
  }

  private static String advice(String place, String reason) {
    if (place.startsWith(System.getProperty("java.io.tmpdir") + "/quantmask-")) {
      return "; java -Djava.io.tmpdir=DIR -jar ... keeps temporary files elsewhere";
    }
    return ADVICE.entrySet().stream()
        .filter(entry -> reason.contains(entry.getKey()))
        .map(entry -> "; " + entry.getValue())
        .findFirst()
        .orElse("");
  }

  /** Returns the message; in a locale of ASCII the JDK can neither read nor write other names. */
  static String ofPath(InvalidPathException exception) {
    String problem =
        Visible.format(
            "%s: expected the name of a file: %s", exception.getInput(), exception.getReason());
    return exception.getInput().chars().allMatch(character -> character < 128)
        ? problem
        : problem + "; names that are not ASCII need a locale of UTF-8, such as LC_ALL=C.UTF-8";
  }

  /** The reason without the name of the file, for a caller that has printed the name. */
  static String reason(Throwable exception) {
    if (exception instanceof InvalidPathException path) {
      return ofPath(path);
    }
    return Visible.line(
        exception instanceof IOException e
            ? FileErrors.reason(e)
            : String.valueOf(exception.getMessage()));
  }

  static String firstLine(String text) {
    return Visible.line(text.lines().findFirst().orElse(""));
  }
}
