package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.io.Json;
import dev.quantmask.io.MaybeGzipInput;
import dev.quantmask.text.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A JSON file, plain or in gzip, read piece by piece; what is wrong with it is told with line and
 * column.
 */
public final class JsonFile implements AutoCloseable {
  private final JsonParser parser;

  /** The file is not what it should be; the message says where, but does not name the file. */
  public static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    private MalformedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private JsonFile(JsonParser parser) {
    this.parser = parser;
  }

  /** Opens a file and goes to its first token. */
  public static JsonFile open(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw new MalformedException("line 1, column 1: expected JSON, found an empty file", null);
    }
    JsonFile json = new JsonFile(parser(file));
    if (json.next() == null) {
      json.close();
      throw new MalformedException("line 1, column 1: expected JSON, found only white space", null);
    }
    return json;
  }

  /** It looks at the first bytes for the encoding, and may not know it. */
  private static JsonParser parser(Path file) throws IOException {
    InputStream stream = MaybeGzipInput.open(file);
    try {
      return Json.parser(stream);
    } catch (CharConversionException e) {
      stream.close();
      throw new MalformedException("line 1, column 1: invalid JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an object, and nothing after it.
   *
   * @param skipped fields that are passed over, however long they are
   */
  static ObjectNode readObject(Path file, Set<String> skipped) throws IOException {
    try (JsonFile json = open(file)) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      json.eachField(
          field -> {
            if (!skipped.contains(field)) {
              object.set(field, json.value());
            }
          });
      json.requireEnd();
      return object;
    }
  }

  /** Takes the name of a field; the value is what {@link #value} reads, or is passed over. */
  @FunctionalInterface
  public interface FieldAction {
    void accept(String field) throws IOException;
  }

  /** Takes an element's index; as {@link FieldAction}. */
  @FunctionalInterface
  public interface ElementAction {
    void accept(int index) throws IOException;
  }

  public boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Calls back for each field of the object that begins here. */
  public void eachField(FieldAction action) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    while (next() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      next();
      inner(() -> action.accept(field));
    }
  }

  /** Calls back for each element of the array that begins here. */
  public void eachElement(ElementAction action) throws IOException {
    require(JsonToken.START_ARRAY, "an array");
    for (int i = 0; next() != JsonToken.END_ARRAY; i++) {
      int index = i;
      inner(() -> action.accept(index));
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** Runs an action at a value, and passes over what it leaves unread. */
  private void inner(Step action) throws IOException {
    JsonToken token = parser.currentToken();
    action.run();
    if (parser.currentToken() == token) {
      try {
        parser.skipChildren();
      } catch (JsonProcessingException | CharConversionException e) {
        throw malformed(e);
      }
    }
  }

  /** The value that begins here, in memory. */
  public JsonNode value() throws IOException {
    try {
      return Json.tree(parser);
    } catch (JsonProcessingException | CharConversionException e) {
      throw malformed(e);
    }
  }

  public void requireEnd() throws IOException {
    if (next() != null) {
      throw new MalformedException(position() + ": expected the end of the file", null);
    }
  }

  private void require(JsonToken token, String expected) throws IOException {
    if (parser.currentToken() != token) {
      throw new MalformedException(
          Text.format("%s: expected %s, found %s", position(), expected, found()), null);
    }
  }

  private String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NULL -> "null";
      default -> "a number, true or false";
    };
  }

  private JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException | CharConversionException e) {
      throw malformed(e);
    }
  }

  private String position() {
    return position(parser.currentTokenLocation());
  }

  private String position(JsonLocation at) {
    return Text.format("line %d, column %d", at.getLineNr(), at.getColumnNr());
  }

  private MalformedException malformed(IOException e) {
    JsonLocation at = parser.currentLocation();
    String message = String.valueOf(e.getMessage());
    if (e instanceof JsonProcessingException json) {
      at = json.getLocation() == null ? at : json.getLocation();
      message = json.getOriginalMessage();
    }
    message = message.lines().findFirst().orElse("");
    return new MalformedException(Text.format("%s: invalid JSON: %s", position(at), message), e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
