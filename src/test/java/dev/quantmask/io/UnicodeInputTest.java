package dev.quantmask.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeInputTest {
  private static final String TEXT = "{\"label\": \"Fußgänger 歩行者 \ud83d\ude00\"}";

  @TempDir private Path directory;

  private static String read(byte[] bytes) throws IOException {
    byte[] utf8 = UnicodeInput.utf8(new ByteArrayInputStream(bytes)).readAllBytes();
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void everyFormIsReadWithAndWithoutAMark(String charset) throws IOException {
    assertThat(read(("\ufeff" + TEXT).getBytes(Charset.forName(charset)))).isEqualTo(TEXT);
    assertThat(read(TEXT.getBytes(Charset.forName(charset)))).isEqualTo(TEXT);
    assertThat(read("\ufeff".getBytes(Charset.forName(charset)))).isEmpty();
  }

  @Test
  void pairsAreWholeWhereverTheBufferEnds() throws IOException {
    String pairs = "\ud83d\ude00".repeat(10_000);
    for (String start : new String[] {"", "a"}) {
      assertThat(read(("\ufeff" + start + pairs).getBytes(StandardCharsets.UTF_16LE)))
          .isEqualTo(start + pairs);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',''", "a,a", "ab,ab", "1,1"})
  void shortTextsStay(String text, String expected) throws IOException {
    assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @Test
  void whatIsNotWhatTheMarkSaysIsRefused() {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 'a', 0, 0, (byte) 0xdc, 'b', 0};
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CharConversionException.class)
        .hasMessageStartingWith("expected UTF-16LE, found other bytes after ");
  }

  @Test
  void textNamesFileAndLine() throws IOException {
    Path file = directory.resolve("classes.txt");
    Files.write(file, "car\nFu\u00dfg\u00e4nger\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ExistingFile.lines(file))
        .hasMessage(file + ": cannot be read: line 2: expected text in UTF-8");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xdc});
    assertThatThrownBy(() -> ExistingFile.lines(file))
        .hasMessageStartingWith(file + ": cannot be read: expected UTF-16LE");
    Files.write(file, "\ufeffcar\r\nvan".getBytes(StandardCharsets.UTF_16BE));
    assertThat(ExistingFile.lines(file)).containsExactly("car", "van");
  }
}
