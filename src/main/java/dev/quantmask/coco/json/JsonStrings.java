package dev.quantmask.coco.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads strings. */
final class JsonStrings {
  private static final int KNOWN = 64; // places for names of fields, which come again and again

  private final JsonInput input;
  private byte[] text = new byte[256]; // of the string, in UTF-8
  private int size;
  private boolean ascii;
  private final byte[][] knownBytes = new byte[KNOWN][];
  private final String[] known = new String[KNOWN];

  JsonStrings(JsonInput input) {
    this.input = input;
  }

  /** Reads the string that begins here. */
  String read() throws IOException {
    pass();
    return new String(text, 0, size, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  /** Reads the string that begins here; one that was read before is not made again. */
  String readName() throws IOException {
    String name = knownName();
    return name == null ? readNewName() : name;
  }

  /** Reads a name that is known, and in the buffer to its end; of any other nothing is read. */
  private String knownName() {
    byte[] bytes = input.buffer();
    int start = input.position() + 1;
    if (bytes[start - 1] != '"') {
      return null;
    }
    int hash = 0;
    int end = start;
    while (bytes[end] != '"' && bytes[end] != '\\' && bytes[end] >= ' ') {
      hash = 31 * hash + bytes[end++];
    }
    byte[] there = knownBytes[place(hash)];
    if (bytes[end] != '"'
        || there == null
        || !Arrays.equals(there, 0, there.length, bytes, start, end)) {
      return null;
    }
    input.moveTo(end + 1);
    return known[place(hash)];
  }

  private String readNewName() throws IOException {
    String name = read();
    int hash = 0;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + text[i];
    }
    knownBytes[place(hash)] = Arrays.copyOf(text, size);
    known[place(hash)] = name;
    return name;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 6) & KNOWN - 1;
  }

  /** Goes past the string that begins here. */
  void pass() throws IOException {
    if (input.look() != '"') {
      throw input.wrong("a string");
    }
    input.advance();
    size = 0;
    ascii = true;
    for (int next = input.look(); next != '"'; next = input.look()) {
      if (next >= 0 && next < ' ' || next == JsonInput.END) {
        throw input.wrong("a character or a quotation mark");
      }
      if (next == '\\') {
        input.advance();
        addEscaped();
      } else {
        addPlain();
      }
    }
    input.advance();
  }

  /** Adds what is in the buffer up to the next special character. */
  private void addPlain() {
    byte[] bytes = input.buffer();
    int start = input.position();
    int end = start;
    int signs = 0;
    int next = bytes[end];
    while ((next >= ' ' || next < JsonInput.END) && next != '"' && next != '\\') {
      signs |= next;
      next = bytes[++end];
    }
    ascii &= signs >= 0;
    reserve(end - start);
    System.arraycopy(bytes, start, text, size, end - start);
    size += end - start;
    input.moveTo(end);
  }

  private void reserve(int more) {
    if (size + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, size + more));
    }
  }

  private void add(int next) {
    reserve(1);
    text[size++] = (byte) next;
  }

  private void addEscaped() throws IOException {
    int next = input.look();
    switch (next) {
      case '"', '\\', '/' -> add(next);
      case 'b' -> add('\b');
      case 'f' -> add('\f');
      case 'n' -> add('\n');
      case 'r' -> add('\r');
      case 't' -> add('\t');
      case 'u' -> {
        input.advance();
        addCharacter(readHex());
        return;
      }
      default -> throw input.wrong("one of \"\\/bfnrtu");
    }
    input.advance();
  }

  /** Adds a character of UTF-16; the first half of a pair must be followed by the second. */
  private void addCharacter(int unit) throws IOException {
    int character = unit;
    if (Character.isHighSurrogate((char) unit)) {
      requireByte('\\');
      requireByte('u');
      int second = readHex();
      if (!Character.isLowSurrogate((char) second)) {
        throw input.wrong("the second half of a pair before this");
      }
      character = Character.toCodePoint((char) unit, (char) second);
    }
    ascii &= character < 0x80;
    for (byte one : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      add(one);
    }
  }

  private void requireByte(char expected) throws IOException {
    if (input.look() != expected) {
      throw input.wrong("'" + expected + "'");
    }
    input.advance();
  }

  private int readHex() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(input.look(), 16);
      if (digit < 0) {
        throw input.wrong("a hexadecimal digit");
      }
      value = value << 4 | digit;
      input.advance();
    }
    return value;
  }
}
