package dev.quantmask.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Arrays;

/** The JSON of a run's file, a value a line. */
final class RunLines {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private RunLines() {}

  /** With the line's end. */
  static byte[] write(Object value) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /**
   * Reads one.
   *
   * @param place of the line, for the message
   */
  static <T> T read(String line, Class<T> type, String place) throws IOException {
    try {
      return MAPPER.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new IOException(
          Text.format(
              "%s: expected a line that `evaluate` wrote: %s", place, e.getOriginalMessage()),
          e);
    }
  }
}
