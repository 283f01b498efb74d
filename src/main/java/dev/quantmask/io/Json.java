package dev.quantmask.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** JSON of files and results, the same on every system. The server has Quarkus' mapper. */
public final class Json {
  // A mask of a large image is a text of many megabytes.
  private static final int LONGEST_TEXT = 1 << 28;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ObjectWriter INDENTED =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build());
  }

  private Json() {}

  /** A value in one line, without the line's end. */
  public static byte[] bytes(Object value) {
    return bytes(MAPPER.writer(), value);
  }

  /** A value in one line, with the line's end. */
  public static byte[] line(Object value) {
    byte[] json = bytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /** A value in many lines, for people. */
  public static byte[] indented(Object value) {
    return bytes(INDENTED, value);
  }

  private static byte[] bytes(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of the program's own cannot be written", e);
    }
  }

  /**
   * Reads a value. What is not there is null or 0.
   *
   * @param place of the text, for the message
   */
  public static <T> T read(byte[] json, Class<T> type, String place) throws IOException {
    return read(MAPPER.readerFor(type), json, place);
  }

  /**
   * Reads a value of which no field may be null.
   *
   * @param place of the text, for the message
   */
  public static <T> T readComplete(byte[] json, Class<T> type, String place) throws IOException {
    return read(
        MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES),
        json,
        place);
  }

  private static <T> T read(ObjectReader reader, byte[] json, String place) throws IOException {
    try {
      return reader.readValue(json);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new IOException(Text.format("%s: %s", place, reason), e);
    }
  }

  /** Reads a value as a tree. */
  public static JsonNode tree(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** Reads the value that begins where the parser is. */
  public static JsonNode tree(JsonParser parser) throws IOException {
    return MAPPER.readTree(parser);
  }

  public static JsonParser parser(InputStream stream) throws IOException {
    return MAPPER.createParser(stream);
  }
}
