package dev.quantmask.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  @ParameterizedTest
  @CsvSource({
    "1b, \\u001b",
    "7, \\u0007",
    "0, \\u0000",
    "7f, \\u007f",
    "9b, \\u009b", // a terminal of 8 bits takes it for ESC [
    "a, \\n",
    "d, \\r",
    "9, \\t",
    "85, \\u0085",
    "2028, \\u2028",
    "2029, \\u2029",
    "202e, \\u202e",
    "2066, \\u2066",
    "200f, \\u200f",
    "61c, \\u061c",
    "200b, \\u200b",
    "feff, \\ufeff"
  })
  void whatATerminalObeysIsWrittenOut(String code, String visible) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";
    assertThat(Visible.line(text)).isEqualTo("a" + visible + "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crab",
        "Краб ",
        "蟹",
        "می‌خواهم",
        "👩‍👧 🏴",
        "a|b`c<d>",
        "سرطان",
        "\\u001b",
        "é",
        ""
      })
  void whatIsShownStays(String text) {
    assertThat(Visible.line(text)).isEqualTo(text);
  }

  @Test
  void linesKeepTheirEnds() {
    assertThat(Visible.lines("a\r\n\tb\u001b\n")).isEqualTo("a\r\n\tb\\u001b\n");
  }

  /** JSON that was written raw says the same afterwards. */
  @Test
  void jsonStaysTheSame() throws Exception {
    String hostile = "\u001b[31m\u009b2J\u2028\u202e\ufeff\ud83d\ude00\n\"\\";
    ObjectMapper mapper = new ObjectMapper();
    String json = Visible.lines(mapper.writeValueAsString(hostile));
    assertThat(json).matches("[\\x20-\\x7e\ud83d\ude00]*");
    assertThat(mapper.readValue(json, String.class)).isEqualTo(hostile);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "a|b a\\|b",
        "<img> \\<img\\>",
        "`x` \\`x\\`",
        "![i](u) !\\[i\\](u)",
        "class_0 class_0",
        "a\\b a\\\\b",
        "&lt; \\&lt;"
      })
  void markdownTakesItForPlainText(String text, String markdown) {
    assertThat(Markdown.plain(text)).isEqualTo(markdown);
  }

  @Test
  void markdownStaysInItsLine() {
    assertThat(Markdown.plain("a\n# b\u001b")).isEqualTo("a\\n# b\\u001b");
    assertThat(Markdown.code("a`b\nc")).isEqualTo("``a`b\\nc``");
    assertThat(Markdown.code("`")).isEqualTo("`` ` ``");
  }
}
