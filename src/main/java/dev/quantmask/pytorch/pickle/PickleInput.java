package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.text.Text;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Operations of a pickle and what follows them. Lengths are checked before anything is made. */
final class PickleInput {
  /** Python 2 had one type for both; what is longer is data, what is shorter may be a key. */
  private static final int MAX_PYTHON2_TEXT = 255;

  /** Far more than torch's magic number (10 bytes); the JDK takes quadratic time over decimals. */
  private static final int MAX_INTEGER_BYTES = 1024;

  private static final int MAX_LINE_BYTES = 1 << 20;

  private final String part;
  private final ByteBuffer bytes;
  private final long start;
  private long operation;

  /**
   * @param bytes read from its position, which moves on
   * @param start offset in the part of the buffer's byte 0
   */
  PickleInput(String part, ByteBuffer bytes, long start) {
    this.part = part;
    this.bytes = bytes;
    this.start = start;
    bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where the current operation stands. */
  FilePosition position() {
    return new FilePosition(part, operation);
  }

  Opcode operation() throws MalformedCheckpointException {
    operation = start + bytes.position();
    int code = unsignedByte();
    Opcode opcode = Opcode.of(code);
    if (opcode == null) {
      throw position().expected("a pickle operation", Text.format("byte 0x%02x", code));
    }
    return opcode;
  }

  int unsignedByte() throws MalformedCheckpointException {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  long unsignedShort() throws MalformedCheckpointException {
    need(2);
    return Short.toUnsignedLong(bytes.getShort());
  }

  long signedInt() throws MalformedCheckpointException {
    need(4);
    return bytes.getInt();
  }

  long unsignedInt() throws MalformedCheckpointException {
    need(4);
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /** A length in eight bytes. */
  long longLength() throws MalformedCheckpointException {
    need(8);
    return bytes.getLong();
  }

  /** A frame's length; frames only help readers of streams, so that it fits is all that matters. */
  void frame() throws MalformedCheckpointException {
    need(longLength());
  }

  /** Big-endian, the only such number. */
  double binaryFloat() throws MalformedCheckpointException {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** The next bytes without copying them, read-only. */
  ByteBuffer data(long length) throws MalformedCheckpointException {
    need(length);
    ByteBuffer data = bytes.slice(bytes.position(), (int) length).asReadOnlyBuffer();
    bytes.position(bytes.position() + (int) length);
    return data.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A Long, or a BigInteger when it does not fit; two's complement. */
  Object integer(long length) throws MalformedCheckpointException {
    if (length < 0 || length > MAX_INTEGER_BYTES) {
      throw position()
          .expected(
              Text.format("an integer of at most %d bytes", MAX_INTEGER_BYTES),
              Long.toString(length));
    }
    need(length);
    byte[] bigEndian = new byte[(int) length];
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bigEndian[i] = bytes.get();
    }
    return bigEndian.length == 0 ? (Object) 0L : narrow(new BigInteger(bigEndian));
  }

  /** INT: a Long or, as protocols 0 and 1 write them, 00 and 01 for booleans. */
  Object decimalOrBoolean() throws MalformedCheckpointException {
    String line = line();
    if (line.equals("00") || line.equals("01")) {
      return line.equals("01");
    }
    return decimal(line);
  }

  /** LONG: decimal, with Python 2's L at the end. */
  Object decimalLong() throws MalformedCheckpointException {
    String line = line();
    return decimal(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
  }

  /** The index of GET and PUT. */
  long decimalIndex() throws MalformedCheckpointException {
    Object index = decimal(line());
    if (index instanceof Long number && number >= 0) {
      return number;
    }
    throw position().wrong("an index of the memo", index);
  }

  double decimalFloat() throws MalformedCheckpointException {
    String line = line();
    return switch (line) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> {
        try {
          yield Double.parseDouble(line);
        } catch (NumberFormatException e) {
          throw position().wrong("a number", line);
        }
      }
    };
  }

  String utf8(long length) throws MalformedCheckpointException {
    ByteBuffer data = data(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(data).toString();
    } catch (CharacterCodingException e) {
      throw position().expected("UTF-8", "other bytes");
    }
  }

  /** A str of Python 2: a String (Latin-1) when it is short, else its bytes. */
  Object python2String(long length) throws MalformedCheckpointException {
    ByteBuffer data = data(length);
    if (length > MAX_PYTHON2_TEXT) {
      return data;
    }
    return StandardCharsets.ISO_8859_1.decode(data).toString();
  }

  /** STRING: as repr() writes it. */
  Object quotedString() throws MalformedCheckpointException {
    String line = line();
    String text = PythonText.unquote(line);
    if (text == null) {
      throw position().wrong("a quoted string", line);
    }
    if (text.length() <= MAX_PYTHON2_TEXT) {
      return text;
    }
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).asReadOnlyBuffer();
  }

  /** UNICODE: raw-unicode-escape. */
  String escapedLine() throws MalformedCheckpointException {
    String line = line();
    String text = PythonText.unescapeUnicode(line);
    if (text == null) {
      throw position().wrong("text in raw-unicode-escape", line);
    }
    return text;
  }

  /** Latin-1 up to the next line feed, which is left out. */
  String line() throws MalformedCheckpointException {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    int length = end - bytes.position();
    if (length > MAX_LINE_BYTES) {
      throw position()
          .expected(
              Text.format("a line of at most %d bytes", MAX_LINE_BYTES), Long.toString(length));
    }
    String line = StandardCharsets.ISO_8859_1.decode(data(length)).toString();
    need(1);
    bytes.get();
    return line;
  }

  private Object decimal(String digits) throws MalformedCheckpointException {
    if (digits.length() > MAX_INTEGER_BYTES) {
      throw position()
          .expected(
              Text.format("an integer of at most %d digits", MAX_INTEGER_BYTES),
              Integer.toString(digits.length()));
    }
    try {
      return narrow(new BigInteger(digits));
    } catch (NumberFormatException e) {
      throw position().wrong("an integer", digits);
    }
  }

  private static Object narrow(BigInteger integer) {
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }

  private void need(long length) throws MalformedCheckpointException {
    if (length < 0 || length > bytes.remaining()) {
      throw position()
          .expected(
              Text.format("%d bytes", length),
              Text.format("%d before the end (truncated?)", bytes.remaining()));
    }
  }
}
