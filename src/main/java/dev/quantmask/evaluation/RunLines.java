package dev.quantmask.evaluation;

import dev.quantmask.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON of a run's file, a value a line. */
final class RunLines {
  private RunLines() {}

  /** With the line's end. */
  static byte[] write(Object value) {
    return Json.line(value);
  }

  /**
   * Reads one.
   *
   * @param place of the line, for the message
   */
  static <T> T read(String line, Class<T> type, String place) throws IOException {
    return Json.readComplete(
        line.getBytes(StandardCharsets.UTF_8),
        type,
        place + ": expected a line that `evaluate` wrote");
  }
}
