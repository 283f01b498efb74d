package dev.quantmask.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.quantmask.files.Unpacked;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The tokens of a file, plain or in gzip, with the place they are at for the messages. */
final class JsonSource implements Closeable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Python writes them; they are numbers where they do no harm, and named where they do.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final String name;
  private final JsonParser parser;
  private String section = ""; // the array of records that is being read
  private int index = -1; // of the record
  private String field = "";

  private JsonSource(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  static JsonSource open(Path file) throws IOException {
    return new JsonSource(file.toString(), FACTORY.createParser(Unpacked.open(file)));
  }

  /** What reads one record; the source stands at its opening brace. */
  interface RecordReader {
    void read() throws IOException;
  }

  /** Reads an array of objects; the source stands at its opening bracket. */
  void forEachRecord(String arrayName, RecordReader reader) throws IOException {
    enterArray(arrayName);
    while (next() != JsonToken.END_ARRAY) {
      readRecord(reader);
    }
    index = -1;
    section = "";
  }

  /** Goes into an array of objects; the source stands at its opening bracket. */
  void enterArray(String arrayName) throws IOException {
    section = arrayName;
    field = "";
    expect(JsonToken.START_ARRAY, "an array");
  }

  /** Reads a record that begins here, and names it in the errors of whoever takes it. */
  void readRecord(RecordReader reader) throws IOException {
    index++;
    field = "";
    expect(JsonToken.START_OBJECT, "an object");
    try {
      reader.read();
    } catch (IllegalArgumentException e) {
      throw malformed("", e);
    }
  }

  /** The name of the next field of this object, with its value ahead; null at the object's end. */
  String nextField() throws IOException {
    if (next() == JsonToken.END_OBJECT) {
      return null;
    }
    field = parser.currentName();
    next();
    return field;
  }

  /** Says which field is being read, where it is not the one that {@link #nextField} named. */
  void at(String fieldInRecord) {
    field = fieldInRecord;
  }

  JsonToken next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw endOfFile();
      }
      return token;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  JsonToken token() {
    return parser.currentToken();
  }

  void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /** Nothing but white space may follow. */
  void requireEnd() throws IOException {
    try {
      if (parser.nextToken() != null) {
        throw wrong("the end of the file", parser.getText());
      }
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  void expect(JsonToken expected, String description) throws IOException {
    if (token() != expected) {
      throw wrong(description, found());
    }
  }

  double number() throws IOException {
    double value = token().isNumeric() ? parser.getDoubleValue() : notANumber("a number");
    if (!Double.isFinite(value)) {
      throw wrong("a finite number", found());
    }
    return value;
  }

  long id() throws IOException {
    double value = token().isNumeric() ? parser.getDoubleValue() : notANumber("a whole number");
    if (value != Math.rint(value) || Math.abs(value) >= Long.MAX_VALUE) {
      throw wrong("a whole number", found());
    }
    return parser.getLongValue();
  }

  int size() throws IOException {
    long value = id();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong("a number from 0 to " + Integer.MAX_VALUE, found());
    }
    return (int) value;
  }

  boolean flag() throws IOException {
    return switch (token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> number() != 0;
    };
  }

  String text() throws IOException {
    expect(JsonToken.VALUE_STRING, "a string");
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /** Any value without parts, as the file writes it. */
  String scalar() throws IOException {
    return parser.getText();
  }

  private double notANumber(String expected) throws IOException {
    throw wrong(expected, found());
  }

  CocoFormatException wrong(String expected, String found) {
    return new CocoFormatException(
        "%s: expected %s, found %s".formatted(place(field), expected, found));
  }

  CocoFormatException malformed(String malformedField, IllegalArgumentException e) {
    return new CocoFormatException(place(malformedField) + ": " + e.getMessage());
  }

  CocoFormatException missing(String missingField) {
    return new CocoFormatException(place(missingField) + ": missing");
  }

  <T> T required(String requiredField, T value) throws CocoFormatException {
    if (value == null) {
      throw missing(requiredField);
    }
    return value;
  }

  /** What stands at this place, for a message. */
  String found() throws IOException {
    return switch (token()) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a string";
      default -> parser.getText();
    };
  }

  private CocoFormatException malformed(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return endOfFile();
    }
    return new CocoFormatException(
        "%s: line %d, column %d: %s"
            .formatted(
                place(""),
                e.getLocation().getLineNr(),
                e.getLocation().getColumnNr(),
                e.getOriginalMessage()));
  }

  private CocoFormatException endOfFile() {
    return new CocoFormatException(place("") + ": expected more, found the end of the file");
  }

  /** As in {@code file.json: annotations[17].bbox}. */
  private String place(String atField) {
    String record = index < 0 ? section : "%s[%d]".formatted(section, index);
    String separator = record.isEmpty() || atField.isEmpty() ? "" : ".";
    String where = record + separator + atField;
    return where.isEmpty() ? name : name + ": " + where;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
