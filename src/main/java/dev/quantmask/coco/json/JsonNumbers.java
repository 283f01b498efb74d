package dev.quantmask.coco.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers, to the nearest double. */
final class JsonNumbers {
  /** The powers of ten that a double has exactly. */
  private static final double[] POWERS = new double[23];

  private static final int MOST_DIGITS = 18; // that a long surely holds
  private static final long EXACT = 1L << 53; // whole numbers up to here are doubles
  private static final long FRACTION = (1L << 52) - 1; // bits of a double
  private static final int LARGEST_EXPONENT = 9999; // of what is infinite or 0 anyway
  private static final double NEARLY_HALF = 0.4999;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private final JsonInput input;
  private byte[] text = new byte[64]; // of the number
  private int size;
  private long digits; // of the number, without sign and point, as a whole number
  private int digitCount; // without leading zeros; the above holds up to MOST_DIGITS
  private boolean negative;
  private boolean whole; // neither point nor exponent, and above it is in full

  JsonNumbers(JsonInput input) {
    this.input = input;
  }

  /** Reads the number that begins here; NaN and the infinities, as Python writes them, too. */
  double read() throws IOException {
    double plain = readPlain();
    return Double.isNaN(plain) ? readAny() : plain;
  }

  /**
   * Reads a number of few digits, without exponent, that is in the buffer to its end, as nearly all
   * are; of any other nothing is read, and NaN returned.
   *
   * <p>It is one method of more than 325 bytes, so the JVM compiles it once, and not into each of
   * the many places that read numbers: that took longer than all of the reading.
   */
  private double readPlain() {
    byte[] bytes = input.buffer();
    int start = input.position();
    int first = bytes[start] == '-' ? start + 1 : start;
    int point = 0;
    long value = 0; // it may overflow, and is not used then
    int at = first;
    int next = bytes[at];
    while ((next >= '0' && next <= '9') || (next == '.' && point == 0)) {
      if (next == '.') {
        point = at;
      } else {
        value = value * 10 + (next - '0');
      }
      next = bytes[++at];
    }
    int wholeEnd = point == 0 ? at : point;
    int fraction = point == 0 ? 0 : at - point - 1;
    boolean plain =
        wholeEnd - first + fraction <= MOST_DIGITS
            && wholeEnd > first
            && (point == 0 || fraction > 0)
            && (bytes[first] != '0' || wholeEnd == first + 1)
            && (next == ','
                || next == ']'
                || next == '}'
                || next == ' '
                || next == '\n'
                || next == '\r'
                || next == '\t');
    double magnitude = plain ? nearest(value, -fraction) : -1;
    if (magnitude < 0) {
      return Double.NaN;
    }
    input.moveTo(at);
    digits = value;
    negative = first > start;
    whole = point == 0;
    return negative ? -magnitude : magnitude;
  }

  private double readAny() throws IOException {
    size = 0;
    digits = 0;
    digitCount = 0;
    whole = true;
    negative = input.look() == '-';
    if (negative) {
      take('-');
    }
    int next = input.look();
    if (next == 'N' || next == 'I') {
      return notFinite();
    }
    if (next == '0') {
      take(next);
    } else {
      readDigits();
    }
    int fraction = 0;
    if (input.look() == '.') {
      whole = false;
      take('.');
      fraction = readDigits();
    }
    double value = value(readExponent() - fraction);
    whole &= digitCount <= MOST_DIGITS;
    return negative ? -value : value;
  }

  /**
   * Returns whether the number that was read last is written as a whole one that a long surely
   * holds.
   */
  boolean isWhole() {
    return whole;
  }

  /** The number that was read last, see {@link #isWhole}. */
  long whole() {
    return negative ? -digits : digits;
  }

  private void take(int next) {
    if (size == text.length) {
      text = Arrays.copyOf(text, size * 2);
    }
    text[size++] = (byte) next;
    input.advance();
  }

  /** Reads at least one digit and returns how many. */
  private int readDigits() throws IOException {
    int count = 0;
    for (int next = input.look(); next >= '0' && next <= '9'; next = input.look()) {
      digits = digits * 10 + (next - '0');
      digitCount += digitCount > 0 || next > '0' ? 1 : 0;
      count++;
      take(next);
    }
    if (count == 0) {
      throw input.wrong("a digit");
    }
    return count;
  }

  private int readExponent() throws IOException {
    int next = input.look();
    if (next != 'e' && next != 'E') {
      return 0;
    }
    whole = false;
    take(next);
    int sign = input.look();
    if (sign == '-' || sign == '+') {
      take(sign);
    }
    int exponent = 0;
    int count = 0;
    for (next = input.look(); next >= '0' && next <= '9'; next = input.look()) {
      exponent = Math.min(exponent * 10 + (next - '0'), LARGEST_EXPONENT);
      count++;
      take(next);
    }
    if (count == 0) {
      throw input.wrong("a digit");
    }
    return sign == '-' ? -exponent : exponent;
  }

  private double value(int exponent) {
    double value = digitCount <= MOST_DIGITS ? nearest(digits, exponent) : -1;
    if (value >= 0) {
      return value;
    }
    int start = negative ? 1 : 0;
    return Double.parseDouble(new String(text, start, size - start, StandardCharsets.ISO_8859_1));
  }

  /** The double nearest to {@code digits * 10^exponent}; -1 where this cannot tell. */
  private static double nearest(long digits, int exponent) {
    if (digits < EXACT && exponent >= 0 && exponent < POWERS.length) {
      return digits * POWERS[exponent];
    }
    if (exponent >= 0 || -exponent >= POWERS.length) {
      return -1;
    }
    double divisor = POWERS[-exponent];
    return digits < EXACT ? digits / divisor : quotient(digits, divisor);
  }

  /** The double nearest to the quotient of a large number; -1 where this cannot tell. */
  private static double quotient(long dividend, double divisor) {
    double high = dividend;
    double low = dividend - (long) high; // both are exact
    double quotient = high / divisor;
    double rest = Math.fma(-quotient, divisor, high); // exact
    double correction = (rest + low) / divisor;
    double value = quotient + correction;
    double lost = correction - (value - quotient);
    boolean midway = Math.abs(lost) > NEARLY_HALF * Math.ulp(value);
    boolean powerOfTwo = (Double.doubleToRawLongBits(value) & FRACTION) == 0; // closer below it
    return midway || powerOfTwo ? -1 : value;
  }

  private double notFinite() throws IOException {
    String name = input.look() == 'N' ? "NaN" : "Infinity";
    for (int i = 0; i < name.length(); i++) {
      if (input.look() != name.charAt(i)) {
        throw input.wrong(name);
      }
      input.advance();
    }
    whole = false;
    double value = name.equals("NaN") ? Double.NaN : Double.POSITIVE_INFINITY;
    return negative ? -value : value;
  }
}
