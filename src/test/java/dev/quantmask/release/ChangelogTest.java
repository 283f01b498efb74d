package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The changelog has what is released; the workflow of releases takes its notes from it. */
class ChangelogTest {
  private static final Pattern HEADING =
      Pattern.compile("^## \\[(.+?)](?: - (\\S+))?$", Pattern.MULTILINE);
  private static final Pattern KIND = Pattern.compile("^### (.*)$", Pattern.MULTILINE);

  private static String changelog() throws IOException {
    return Files.readString(Path.of("CHANGELOG.md"));
  }

  private static List<MatchResult> headings() throws IOException {
    return HEADING.matcher(changelog()).results().toList();
  }

  @Test
  void theVersionOfThePomHasItsEntry() throws IOException {
    String version = Pom.version();
    String expected = version.endsWith("-SNAPSHOT") ? "Unreleased" : version;
    assertThat(headings()).map(heading -> heading.group(1)).contains(expected);
  }

  /** What is released is of the day that its entry says. */
  @Test
  void aReleaseHasTheDayOfItsBytes() throws IOException {
    for (MatchResult heading : headings()) {
      if (heading.group(1).equals("Unreleased")) {
        assertThat(heading.group(2)).isNull();
        continue;
      }
      LocalDate day = LocalDate.parse(heading.group(2));
      if (heading.group(1).equals(Pom.version())) {
        assertThat(day).isEqualTo(Pom.outputTimestamp().toLocalDate());
      }
    }
  }

  @Test
  void kindsOfChangesAreThoseOfKeepAChangelog() throws IOException {
    assertThat(KIND.matcher(changelog()).results().map(match -> match.group(1)))
        .isNotEmpty()
        .isSubsetOf("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security");
  }

  @Test
  void readersFindIt() throws IOException {
    for (String file : List.of("README.md", "CONTRIBUTING.md")) {
      assertThat(Files.readString(Path.of(file))).contains("(CHANGELOG.md)");
    }
  }
}
