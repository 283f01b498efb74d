package dev.quantmask.coco.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  private static JsonScanner scanner(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JsonScanner(new ByteArrayInputStream(bytes), () -> "here");
  }

  private static double number(String text) throws IOException {
    JsonScanner scanner = scanner(text);
    double value = scanner.number();
    scanner.requireEnd();
    return value;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1e5",
        "1E+5",
        "25.0e-1",
        "258.15362548828125",
        "0.1",
        "1e23",
        "1e-400",
        "1e400",
        "9007199254740993",
        "9007199254740992.5",
        "123456789012345678901234567890",
        "0.000000000000000000000000000001",
        "4.9e-324",
        "1.7976931348623157e308",
        "1e22",
        "179769313486231580793728971405301e276",
        "4503599627370496.5",
        "0.99999999999999995",
        "8.5e-99999999999",
        "10000000000000000000000e-22",
        "2305843009213693952",
        "72057594037927936.0"
      })
  void numbersAreTheNearest(String text) throws IOException {
    assertThat(number(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  @Tag("slow")
  void anyNumberIsTheNearest() throws IOException {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextDouble();
            case 2 -> (float) (random.nextDouble() * 2000);
            default -> random.nextInt(100_000) / 100.0;
          };
      if (Double.isFinite(value)) {
        texts.add(Double.toString(value));
      }
      texts.add(random.nextLong(1, 1L << 60) + "e-" + random.nextInt(25));
    }
    List<String> wrong = new ArrayList<>();
    for (String text : texts) {
      if (number(text) != Double.parseDouble(text)) {
        wrong.add(text);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "\\\"/\b\f\n\r\t", "Zürich 東京 🐟", "\u0001\u007f\u0080"})
  void stringsAreThoseOfJackson(String text) throws IOException {
    assertThat(scanner(new ObjectMapper().writeValueAsString(text)).string()).isEqualTo(text);
  }

  @Test
  void escapesOfUtf16() throws IOException {
    assertThat(scanner("\"\\u00e9\\ud83d\\udc1f\\/\"").string()).isEqualTo("é🐟/");
  }

  @Test
  void longTextsCrossTheBuffer() throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 50_000; i++) {
      text.append(i == 0 ? "" : ", ").append(i).append(".25");
    }
    JsonScanner scanner = scanner(text + "]");
    scanner.beginArray();
    int next = 0;
    while (scanner.nextElement()) {
      assertThat(scanner.number()).isEqualTo(next++ + 0.25);
    }
    assertThat(next).isEqualTo(50_000);
    scanner.requireEnd();
  }

  @Test
  void anythingCanBePassedBy() throws IOException {
    JsonScanner scanner =
        scanner("[{\"a\": [1, {}, [], \"x\\\"]\", null, true, false, -2.5e3]} , 7]");
    scanner.beginArray();
    assertThat(scanner.nextElement()).isTrue();
    scanner.skip();
    assertThat(scanner.nextElement()).isTrue();
    assertThat(scanner.number()).isEqualTo(7);
    assertThat(scanner.nextElement()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1 2]| byte 3: expected ',', found '2'",
        "[1,]| byte 3: expected a value, found ']'",
        "[,1]| byte 1: expected a value, found ','",
        "{'a' 1}| byte 5: expected ':', found '1'",
        "{'a': 1,}| byte 8: expected a string, found '}'",
        "{a: 1}| byte 1: expected a string, found 'a'",
        "[1| byte 2: expected ',', found the end of the file",
        "[nul]| byte 4: expected null, found ']'",
        "[Nan]| byte 3: expected NaN, found 'n'",
        "[-]| byte 2: expected a digit, found ']'",
        "[1.]| byte 3: expected a digit, found ']'",
        "[1.5e]| byte 5: expected a digit, found ']'",
        "[01]| byte 2: expected ',', found '1'",
        "[+1]| byte 1: expected a value, found '+'",
        "['a| byte 3: expected a character or a quotation mark, found the end of the file",
        "['\\x']| byte 3: expected one of '\\/bfnrtu, found 'x'",
        "['\\u12g']| byte 6: expected a hexadecimal digit, found 'g'",
        "['\\ud800']| byte 8: expected '\\', found ''' ",
      })
  void syntaxErrorsNameTheByte(String text, String message) throws IOException {
    JsonScanner scanner = scanner(text.replace('\'', '"'));
    assertThatThrownBy(scanner::skip)
        .isInstanceOf(CocoFormatException.class)
        .satisfies(
            e -> assertThat(e.getMessage().replace('"', '\'')).isEqualTo("here: " + message));
  }

  @Test
  void depthIsBounded() throws IOException {
    JsonScanner scanner = scanner("[".repeat(100_000));
    assertThatThrownBy(scanner::skip)
        .hasMessage("here: byte 500: expected values at most 500 deep, found '['");
  }
}
