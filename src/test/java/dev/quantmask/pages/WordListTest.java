package dev.quantmask.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Program;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names and prose use the words of the field. A word of the left column means what stands in the
 * right one; the number is how many files still have it, and may only fall.
 */
class WordListTest {
  private static final List<String> ROOTS =
      List.of(
          "src/main/java",
          "src/kafka/java",
          "src/lambda/java",
          "src/spark/java",
          "src/main/resources",
          "src/site",
          "deployment",
          "terraform",
          "README.md",
          "CONTRIBUTING.md");
  private static final String[] ENDINGS = {
    ".java", ".md", ".yaml", ".xml", ".properties", ".html", ".js", ".css", ".tf", ".hcl", ".json"
  };
  private static final Map<Path, String> TEXTS = read();

  @ParameterizedTest
  @CsvSource({
    "door, 0, endpoint",
    "lane, 1, worker (a road may have lanes)",
    "gate, 0, filter or threshold",
    "picture, 0, image",
    "caller, 9, client (of a method: caller)",
    "mend, 0, fix",
    "anew, 0, again",
    "at once, 0, immediately or at the same time",
    "whoever, 0, the client",
    "goes on, 0, continues",
    "turned away, 0, refused"
  })
  void wordIsOneOfTheField(String word, int most, String meant) {
    String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    Pattern pattern =
        Pattern.compile(Text.format("(?i:\\b%ss?\\b)|(?<=[a-z])%ss?(?![a-z])", word, capital));
    List<Path> files = new ArrayList<>();
    TEXTS.forEach(
        (file, text) -> {
          if (pattern.matcher(text).find()) {
            files.add(file);
          }
        });
    assertThat(files).as("%s: use %s, and lower the number", word, meant).hasSize(most);
  }

  private static Map<Path, String> read() {
    Map<Path, String> texts = new TreeMap<>();
    try {
      for (String root : ROOTS) {
        for (Path file : Program.files(Path.of(root), ENDINGS)) {
          texts.put(file, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
