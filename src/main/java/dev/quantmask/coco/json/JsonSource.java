package dev.quantmask.coco.json;

import dev.quantmask.coco.json.JsonScanner.Kind;
import dev.quantmask.io.MaybeGzipInput;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The values of a file, plain or in gzip, with the place they are at for the messages. */
public final class JsonSource implements Closeable {
  private final String name;
  private final JsonScanner scanner;
  private String section = ""; // the array of records that is being read
  private int index = -1; // of the record
  private String field = "";
  private final TextIds texts; // null: ids are numbers
  private String idText = ""; // of the last id

  private JsonSource(String name, InputStream stream, TextIds texts) throws IOException {
    this.name = name;
    this.texts = texts;
    this.scanner = new JsonScanner(stream, () -> place(""));
  }

  public static JsonSource open(Path file) throws IOException {
    return open(file, null);
  }

  /**
   * Opens a file.
   *
   * @param texts numbers for ids that are texts; null if they must be numbers
   */
  public static JsonSource open(Path file, TextIds texts) throws IOException {
    InputStream stream = MaybeGzipInput.open(file);
    try {
      return new JsonSource(file.toString(), stream, texts);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /** Reads one record; the source stands behind its opening brace. */
  public interface RecordReader {
    void read() throws IOException;
  }

  /** Reads an array of objects that begins here. */
  public void forEachRecord(String arrayName, RecordReader reader) throws IOException {
    beginRecords(arrayName);
    while (nextElement()) {
      readRecord(reader);
    }
    index = -1;
    section = "";
  }

  /** Says of what the records are that follow each other in this file, as in JSON lines. */
  public void in(String sectionName) {
    section = sectionName;
  }

  /** Goes into an array of objects that begins here. */
  public void beginRecords(String arrayName) throws IOException {
    section = arrayName;
    field = "";
    beginArray("an array");
  }

  /** Reads a record that begins here, and names it in the errors of its handler. */
  public void readRecord(RecordReader reader) throws IOException {
    index++;
    field = "";
    beginObject("an object");
    try {
      reader.read();
    } catch (IllegalArgumentException e) {
      throw malformed("", e);
    }
  }

  /** Goes into an object; {@link #nextField} follows. */
  public void beginObject(String description) throws IOException {
    expect(Kind.OBJECT, description);
    scanner.beginObject();
  }

  /** The name of the next field of this object, with its value ahead; null at the object's end. */
  public String nextField() throws IOException {
    String next = scanner.nextName();
    field = next == null ? field : next;
    return next;
  }

  /** Says which field is being read, where it is not the one that {@link #nextField} named. */
  public void at(String fieldInRecord) {
    field = fieldInRecord;
  }

  /** Goes into an array; {@link #nextElement} follows. */
  public void beginArray(String description) throws IOException {
    expect(Kind.ARRAY, description);
    scanner.beginArray();
  }

  /** Returns whether a value of an array is ahead; else the array has ended. */
  public boolean nextElement() throws IOException {
    return scanner.nextElement();
  }

  /** Returns what the next value is. */
  public Kind kind() throws IOException {
    return scanner.kind();
  }

  public void skip() throws IOException {
    scanner.skip();
  }

  /** Returns whether null was ahead, which stands for a value that is missing. */
  public boolean skipNull() throws IOException {
    boolean missing = kind() == Kind.NULL;
    if (missing) {
      skip();
    }
    return missing;
  }

  /** Returns whether nothing but white space follows. */
  public boolean isAtEnd() throws IOException {
    return scanner.isAtEnd();
  }

  /** Nothing but white space may follow. */
  public void requireEnd() throws IOException {
    scanner.requireEnd();
  }

  private void expect(Kind expected, String description) throws IOException {
    if (kind() != expected) {
      throw wrong(description, found());
    }
  }

  /** A number of pixels. */
  public double coordinate() throws IOException {
    double value = number();
    if (!Coordinates.isUsable(value)) {
      throw wrong(Coordinates.EXPECTED, "" + value);
    }
    return value;
  }

  public double number() throws IOException {
    expect(Kind.NUMBER, "a number");
    double value = scanner.number();
    if (!Double.isFinite(value)) {
      throw wrong("a finite number", "" + value);
    }
    return value;
  }

  /** An id of an image or a category. */
  public long anyId() throws IOException {
    if (texts != null && kind() == Kind.STRING) {
      idText = text();
      return texts.number(idText);
    }
    long id = id();
    idText = Long.toString(id);
    return id;
  }

  /** Returns what the last of {@link #anyId} is in the file. */
  public String idText() {
    return idText;
  }

  public long id() throws IOException {
    expect(Kind.NUMBER, "a whole number");
    double value = scanner.number();
    if (scanner.isWhole()) {
      return scanner.whole();
    }
    if (value != Math.rint(value) || Math.abs(value) >= Long.MAX_VALUE) {
      throw wrong("a whole number", "" + value);
    }
    return (long) value;
  }

  public int size() throws IOException {
    long value = id();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong("a number from 0 to " + Integer.MAX_VALUE, "" + value);
    }
    return (int) value;
  }

  public boolean flag() throws IOException {
    Kind kind = kind();
    if (kind == Kind.TRUE || kind == Kind.FALSE) {
      scanner.skip();
      return kind == Kind.TRUE;
    }
    return number() != 0;
  }

  public String text() throws IOException {
    expect(Kind.STRING, "a string");
    return scanner.string();
  }

  /** A name, which some tools write as a number; null for null. */
  public String name() throws IOException {
    if (skipNull()) {
      return null;
    }
    return kind() == Kind.NUMBER ? textIfAny() : text();
  }

  /** A string or a number as a string; anything else is passed by, and empty. */
  public String textIfAny() throws IOException {
    if (kind() == Kind.STRING) {
      return text();
    }
    if (kind() == Kind.NUMBER) {
      double value = number();
      return scanner.isWhole() ? Long.toString(scanner.whole()) : Double.toString(value);
    }
    skip();
    return "";
  }

  public CocoFormatException wrong(String expected, String found) {
    return new CocoFormatException(
        Text.format("%s: expected %s, found %s", place(field), expected, found));
  }

  public CocoFormatException malformed(String malformedField, IllegalArgumentException e) {
    return new CocoFormatException(place(malformedField) + ": " + e.getMessage());
  }

  public CocoFormatException missing(String missingField) {
    return new CocoFormatException(place(missingField) + ": missing");
  }

  public <T> T required(String requiredField, T value) throws CocoFormatException {
    if (value == null) {
      throw missing(requiredField);
    }
    return value;
  }

  /** Returns what is ahead, for a message. */
  public String found() throws IOException {
    return switch (kind()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case NONE -> throw scanner.wrong("a value");
    };
  }

  /** Returns the place as in {@code file.json: annotations[17].bbox}. */
  private String place(String atField) {
    String record = index < 0 ? section : Text.format("%s[%d]", section, index);
    String separator = record.isEmpty() || atField.isEmpty() ? "" : ".";
    String where = record + separator + atField;
    return where.isEmpty() ? name : name + ": " + where;
  }

  @Override
  public void close() throws IOException {
    scanner.close();
  }
}
