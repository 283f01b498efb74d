package dev.quantmask.coco.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Reads JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>, and the NaN and
 * Infinity of Python) value by value, in bounded memory.
 *
 * <p>Not Jackson, whose parser is as fast but large: a program that reads two files and ends would
 * spend most of its time on compiling it.
 */
public final class JsonScanner implements Closeable {
  private static final int DEEPEST = 500; // values within values that are passed by

  /** Names the kind of a value by its first byte. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    NONE
  }

  private static final Kind[] KINDS = new Kind[128]; // [first byte]

  static {
    Arrays.fill(KINDS, Kind.NONE);
    KINDS['{'] = Kind.OBJECT;
    KINDS['['] = Kind.ARRAY;
    KINDS['"'] = Kind.STRING;
    KINDS['t'] = Kind.TRUE;
    KINDS['f'] = Kind.FALSE;
    KINDS['n'] = Kind.NULL;
    "-0123456789NI".chars().forEach(first -> KINDS[first] = Kind.NUMBER);
  }

  private final JsonInput input; // at the beginning of a value, whenever one is asked for
  private final JsonNumbers numbers;
  private final JsonStrings strings;
  private final boolean[] inObject = new boolean[DEEPEST]; // [depth] of what is passed by
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
    input.passSpace();
  }

  /** Returns what the next value is; {@link Kind#NONE} if what comes begins none. */
  Kind kind() throws IOException {
    int next = input.look();
    return next < 0 ? Kind.NONE : KINDS[next];
  }

  /** Nothing but white space may follow. */
  void requireEnd() throws IOException {
    if (!isAtEnd()) {
      throw input.wrong("the end of the file");
    }
  }

  /** Returns whether nothing but white space follows. */
  boolean isAtEnd() throws IOException {
    input.passSpace();
    return input.look() == JsonInput.END;
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
    if (input.look() != expected) {
      throw input.wrong("'" + expected + "'");
    }
    input.advance();
  }

  /** The next name in an object, with its value ahead; null at the object's end. */
  String nextName() throws IOException {
    if (!goOn('}')) {
      return null;
    }
    String name = strings.readName();
    input.passSpace();
    require(':');
    input.passSpace();
    return name;
  }

  /** Returns whether a value of an array is ahead; else the array has ended. */
  boolean nextElement() throws IOException {
    return goOn(']');
  }

  private boolean goOn(char closing) throws IOException {
    boolean wasFirst = first;
    first = false;
    input.passSpace();
    if (input.look() == closing) {
      input.advance();
      return false;
    }
    if (!wasFirst) {
      require(',');
      input.passSpace();
    }
    return true;
  }

  double number() throws IOException {
    return numbers.read();
  }

  /** Returns whether the last number is written as a whole one that a long holds. */
  boolean isWhole() {
    return numbers.isWhole();
  }

  /** The last number, see {@link #isWhole}. */
  long whole() {
    return numbers.whole();
  }

  String string() throws IOException {
    return strings.read();
  }

  /** Goes past a value, whatever it is. */
  void skip() throws IOException {
    int depth = 0;
    do {
      if (depth == DEEPEST) {
        throw input.wrong("values at most " + DEEPEST + " deep");
      }
      Kind kind = kind();
      if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
        inObject[depth++] = kind == Kind.OBJECT;
        input.advance();
        first = true;
      } else {
        skipSimple(kind);
      }
      while (depth > 0 && !goOnWithin(inObject[depth - 1])) {
        depth--;
      }
    } while (depth > 0);
  }

  private boolean goOnWithin(boolean object) throws IOException {
    return object ? nextName() != null : nextElement();
  }

  private void skipSimple(Kind kind) throws IOException {
    switch (kind) {
      case STRING -> strings.pass();
      case NUMBER -> numbers.read();
      case TRUE -> requireWord("true");
      case FALSE -> requireWord("false");
      case NULL -> requireWord("null");
      case OBJECT, ARRAY, NONE -> throw input.wrong("a value");
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
