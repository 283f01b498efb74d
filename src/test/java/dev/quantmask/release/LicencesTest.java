package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code licences.md} says is in libtorch, beside PyTorch's own licence file. */
class LicencesTest {
  private static final Path FOLDER = Path.of("src/main/licenses");
  private static final Path PAGE = Path.of("src/site/markdown/licences.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
  private static final Pattern NAMED =
      Pattern.compile("^Name: (.*)\\nLicense: (.*)$", Pattern.MULTILINE);

  private static String pytorch() throws IOException {
    return Files.readString(FOLDER.resolve("pytorch-" + Pom.libtorchVersion() + ".txt"));
  }

  /** So that another libtorch comes with its own. */
  @Test
  void licenceFileIsThatOfTheLibtorchOfTheBuild() throws IOException {
    assertThat(pytorch()).startsWith("From PyTorch:").contains("3. Neither the names of Facebook");
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "gpl-3.0.txt", "lgpl-3.0.txt", "pytorch-" + Pom.libtorchVersion() + ".txt");
    }
    assertThat(Files.readString(PAGE))
        .contains("libtorch " + Pom.libtorchVersion() + " for CPUs")
        .contains("pytorch-" + Pom.libtorchVersion() + ".txt");
  }

  @Test
  void firstTableSaysWhatThatFileSaysAndTheSecondWhatItDoesNot() throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (MatchResult entry : NAMED.matcher(pytorch()).results().toList()) {
      named.put(entry.group(1), entry.group(2));
    }
    List<Map<String, String>> tables =
        Stream.of(Files.readString(PAGE).split("These are inside too"))
            .map(LicencesTest::rows)
            .toList();
    assertThat(tables.get(0)).hasSizeGreaterThan(15);
    assertThat(named).containsAllEntriesOf(tables.get(0));
    assertThat(tables.get(1)).hasSizeGreaterThan(3);
    assertThat(named).doesNotContainKeys(tables.get(1).keySet().toArray(String[]::new));
  }

  private static Map<String, String> rows(String text) {
    Map<String, String> rows = new TreeMap<>();
    for (MatchResult row : ROW.matcher(text).results().toList()) {
      rows.put(row.group(1), row.group(2));
    }
    rows.remove("library");
    return rows;
  }
}
