package dev.quantmask.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page of the documentation. */
class PagesTest {
  private static final Path SITE = Path.of("src/site/markdown");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);
  private static final Pattern CODE =
      Pattern.compile("^```.*?^```|^ {4,}\\S.*?$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern TEST_CLASS =
      Pattern.compile("java ([^`\\n]*?)(?:src/test/java/\\S+\\.java|dev\\.quantmask\\.[\\w.]+)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String root : List.of("", SITE.toString(), "deployment", "terraform", "src/main/model")) {
      try (Stream<Path> files = Files.walk(Path.of(root), root.isEmpty() ? 1 : 9)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }

  @Test
  void readmeIsAScreenAndAHalf() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void readmeLeadsToEveryPage() throws IOException {
    Set<Path> linked =
        links(Path.of("README.md")).stream()
            .map(link -> file(Path.of("README.md"), link))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(SITE)) {
      assertThat(linked).containsAll(files.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFilesAndHeadingsThatAreThere(Path page) throws IOException {
    for (String link : links(page)) {
      Path file = file(page, link);
      assertThat(file).as("%s links to %s", page, link).exists();
      int at = link.indexOf('#');
      if (at >= 0) {
        assertThat(anchors(file)).as("%s links to %s", page, link).contains(link.substring(at + 1));
      }
    }
  }

  /** Those within the repository. */
  private static List<String> links(Path page) throws IOException {
    String prose = CODE.matcher(Files.readString(page)).replaceAll("");
    return matches(LINK, prose).filter(link -> !link.matches("[a-z]+:.*")).toList();
  }

  private static Path file(Path page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? page : page.resolveSibling(path).normalize();
  }

  private static Set<String> anchors(Path page) throws IOException {
    String prose = CODE.matcher(Files.readString(page)).replaceAll("");
    return matches(HEADING, prose).map(SitePages::anchor).collect(Collectors.toSet());
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  /** Most classes of the tests use those of the program, as {@code Text}. */
  @ParameterizedTest
  @MethodSource("pages")
  void commandsThatRunAClassOfTheTestsFindThoseOfTheProgram(Path page) throws IOException {
    assertThat(matches(TEST_CLASS, Files.readString(page)))
        .allSatisfy(
            options ->
                assertThat(options).containsPattern("target/(kafka/|lambda/|spark/)?classes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keys and tokens | keys-and-tokens",
        "`quantmask coco score` | quantmask-coco-score",
        "CPUs without VNNI, and others than x86-64 | cpus-without-vnni-and-others-than-x86-64",
        "Too many requests? | too-many-requests"
      })
  void anchorsAreThoseOfForges(String heading, String anchor) {
    assertThat(SitePages.anchor(heading)).isEqualTo(anchor);
    assertThat(SitePages.withAnchors("<a id=\"Any_thing\"></a>\n<h2>" + heading + "</h2>"))
        .isEqualTo("<a id=\"" + anchor + "\"></a>\n<h2>" + heading + "</h2>");
  }
}
