package dev.quantmask.coco;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Reads JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>, and the NaN and
 * Infinity of Python) value by value, in bounded memory.
 *
 * <p>Not Jackson, whose parser is as fast but large: a program that reads two files and ends would
 * spend most of its time on compiling it.
 */
final class JsonScanner implements Closeable {
  private static final int DEEPEST = 500; // values within values that are passed by

  /** What a value is, by its first byte. */
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    NONE
  }

  private final JsonInput input;
  private final JsonNumbers numbers;
  private final JsonStrings strings;
  private boolean first; // an object or an array has just begun

  /**
   * Begins to read.
   *
   * @param place what messages begin with
   */
  JsonScanner(InputStream stream, Supplier<String> place) throws IOException {
    this.input = new JsonInput(stream, place);
    this.numbers = new JsonNumbers(input);
    this.strings = new JsonStrings(input);
  }

  /** What the next value is; {@link Kind#NONE} if what comes begins none. */
  Kind kind() throws IOException {
    return switch (input.lookPastSpace()) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't' -> Kind.TRUE;
      case 'f' -> Kind.FALSE;
      case 'n' -> Kind.NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I' -> Kind.NUMBER;
      default -> Kind.NONE;
    };
  }

  /** Nothing but white space may follow. */
  void requireEnd() throws IOException {
    if (input.lookPastSpace() != JsonInput.END) {
      throw input.wrong("the end of the file");
    }
  }

  /** Goes into an object; {@link #nextName} follows. */
  void beginObject() throws IOException {
    require('{');
    first = true;
  }

  /** Goes into an array; {@link #nextElement} follows. */
  void beginArray() throws IOException {
    require('[');
    first = true;
  }

  private void require(char expected) throws IOException {
    if (input.lookPastSpace() != expected) {
      throw input.wrong("'" + expected + "'");
    }
    input.advance();
  }

  /** The next name in an object, with its value ahead; null at the object's end. */
  String nextName() throws IOException {
    if (!goOn('}')) {
      return null;
    }
    input.lookPastSpace();
    String name = strings.readName();
    require(':');
    return name;
  }

  /** Whether a value of an array is ahead; else the array has ended. */
  boolean nextElement() throws IOException {
    return goOn(']');
  }

  private boolean goOn(char closing) throws IOException {
    int next = input.lookPastSpace();
    boolean wasFirst = first;
    first = false;
    if (next == closing) {
      input.advance();
      return false;
    }
    if (!wasFirst) {
      require(',');
    }
    return true;
  }

  double number() throws IOException {
    input.lookPastSpace();
    return numbers.read();
  }

  /** Whether the last number is written as a whole one that a long holds. */
  boolean isWhole() {
    return numbers.isWhole();
  }

  /** The last number, see {@link #isWhole}. */
  long whole() {
    return numbers.whole();
  }

  String string() throws IOException {
    input.lookPastSpace();
    return strings.read();
  }

  /** Goes past a value, whatever it is. */
  void skip() throws IOException {
    skip(0);
  }

  private void skip(int depth) throws IOException {
    if (depth == DEEPEST) {
      throw input.wrong("values at most " + DEEPEST + " deep");
    }
    switch (kind()) {
      case OBJECT -> {
        beginObject();
        while (nextName() != null) {
          skip(depth + 1);
        }
      }
      case ARRAY -> {
        beginArray();
        while (nextElement()) {
          skip(depth + 1);
        }
      }
      case STRING -> strings.pass();
      case NUMBER -> numbers.read();
      case TRUE -> requireWord("true");
      case FALSE -> requireWord("false");
      case NULL -> requireWord("null");
      case NONE -> throw input.wrong("a value");
    }
  }

  private void requireWord(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (input.look() != word.charAt(i)) {
        throw input.wrong(word);
      }
      input.advance();
    }
  }

  CocoFormatException wrong(String expected) throws IOException {
    return input.wrong(expected);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
