package dev.quantmask.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page that is made of the program: what is between two comments of it. A test
 * compares it; with {@code -Dpages.write} the test writes it.
 */
public final class GeneratedPart {
  private static final String BEGIN =
      "<!-- Generated: change the program, then run mvn test -Dtest=%s -Dpages.write -->\n\n";

  private static final String END = "\n<!-- End of the generated part. -->";

  private GeneratedPart() {}

  /**
   * @param test the class that calls this
   * @param generated lines of Markdown
   */
  public static void check(Path page, Class<?> test, String generated) throws IOException {
    String text = Files.readString(page);
    String begin = BEGIN.replace("%s", test.getSimpleName());
    int from = text.indexOf(begin);
    int to = text.indexOf(END, Math.max(0, from));
    assertThat(from >= 0 && to >= 0).as("%s has the comments %s and %s", page, begin, END).isTrue();
    String expected = text.substring(0, from + begin.length()) + generated + text.substring(to);
    if (System.getProperty("pages.write") != null) {
      Files.writeString(page, expected);
      return;
    }
    assertThat(text)
        .as("%s: mvn test -Dtest=%s -Dpages.write brings it up to date", page, test.getSimpleName())
        .isEqualTo(expected);
  }
}
