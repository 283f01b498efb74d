package dev.quantmask.dataset.reader;

import dev.quantmask.io.MaybeGzipInput;
import dev.quantmask.text.Text;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of comma-separated values as of RFC 4180, read record by record. Values in quotes may span
 * lines; lines without anything are passed over.
 */
public final class CsvFile implements AutoCloseable {
  private static final int LONGEST_RECORD = 1 << 26; // characters; a polygon has thousands
  private static final int END = -1;

  private final Reader reader;
  private char separator = ',';
  private int next;
  private int line = 1; // of the next character
  private int recordLine = 1;
  private int recordLength;

  /** The file is not what it should be; the message says where, but does not name the file. */
  public static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    private MalformedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private CsvFile(Reader reader) {
    this.reader = reader;
  }

  /** Opens a file, plain or in gzip, and goes to its first line that has anything. */
  public static CsvFile open(Path file) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(MaybeGzipInput.open(file), StandardCharsets.UTF_8.newDecoder()));
    CsvFile csv = new CsvFile(reader);
    try {
      csv.take();
      csv.skipEmptyLines();
      return csv;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns whether a line begins here with that character. */
  public boolean beginsWith(char character) {
    return next == character;
  }

  public boolean isAtEnd() {
    return next == END;
  }

  /** Returns the line that the record which was read last begins in, from 1. */
  public int recordLine() {
    return recordLine;
  }

  /** Sets what stands between values; a spreadsheet may write semicolons. */
  public void setSeparator(char separator) {
    this.separator = separator;
  }

  /** Reads a line as it is, without its end. */
  public String line() throws IOException {
    begin();
    StringBuilder text = new StringBuilder();
    while (next != END && next != '\n') {
      text.append((char) take());
    }
    skipEmptyLines();
    return text.toString().stripTrailing();
  }

  /** Reads the values of a record. */
  public List<String> record() throws IOException {
    begin();
    List<String> values = new ArrayList<>();
    values.add(value());
    while (next == separator) {
      take();
      values.add(value());
    }
    skipEmptyLines();
    return values;
  }

  private void begin() {
    recordLine = line;
    recordLength = 0;
  }

  /** A quote begins a quoted part; within one, two stand for one. */
  private String value() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    while (next != END && (quoted || (next != separator && next != '\n' && next != '\r'))) {
      int character = take();
      if (character != '"') {
        text.append((char) character);
      } else if (quoted && next == '"') {
        text.append((char) take());
      } else {
        quoted = !quoted;
      }
    }
    if (quoted) {
      throw malformed("expected a closing quote, found the end of the file", null);
    }
    return text.toString();
  }

  private void skipEmptyLines() throws IOException {
    while (next == '\n' || next == '\r') {
      take();
    }
  }

  /** Returns the next character, and reads the one after it. */
  private int take() throws IOException {
    int taken = next;
    if (taken == '\n') {
      line++;
    }
    if (++recordLength > LONGEST_RECORD) {
      throw malformed(
          Text.format("expected a record of at most %d characters", LONGEST_RECORD), null);
    }
    try {
      next = reader.read();
    } catch (CharacterCodingException | CharConversionException e) {
      throw malformed("expected text in UTF-8, UTF-16 or UTF-32, found other bytes", e);
    }
    return taken;
  }

  private MalformedException malformed(String message, Throwable cause) {
    return new MalformedException(Text.format("line %d: %s", recordLine, message), cause);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
