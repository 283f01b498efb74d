package dev.quantmask.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finishes the pages that {@code mvn site} has rendered: headings get the anchors that forges give
 * them, so that the same links hold, and the README is the first page. It is run from its source.
 */
final class SitePages {
  private static final Pattern HEADING =
      Pattern.compile("<a id=\"[^\"]*\"></a>(\\s*<h([1-6])>)(.*?)(</h\\2>)", Pattern.DOTALL);

  private SitePages() {}

  public static void main(String... arguments) throws IOException {
    Path site = Path.of(arguments[0]);
    for (Path page : pages(site)) {
      Files.writeString(page, withAnchors(Files.readString(page)));
    }
    Files.copy(
        site.resolve("README.html"),
        site.resolve("index.html"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> pages(Path site) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  static String withAnchors(String html) {
    return HEADING
        .matcher(html)
        .replaceAll(
            heading ->
                Matcher.quoteReplacement(
                    "<a id=\""
                        + anchor(heading.group(3).replaceAll("<[^>]*>|&[a-z]+;", ""))
                        + "\"></a>"
                        + heading.group(1)
                        + heading.group(3)
                        + heading.group(4)));
  }

  /**
   * The anchor of a heading, as GitHub and GitLab make it.
   *
   * @param heading its text, in Markdown or plain
   */
  static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }
}
