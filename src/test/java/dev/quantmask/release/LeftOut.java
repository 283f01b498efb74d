package dev.quantmask.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints what a build has not tested, in one list: tests that were skipped, with their reasons,
 * what scripts have written to {@code left-out.txt}, and what the build never does.
 *
 * <p>The build runs it from its source: {@code java LeftOut.java TARGET NEVER...}.
 */
final class LeftOut {
  private static final Pattern REPORT = Pattern.compile("TEST-.*\\.xml");
  private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*?\\bname=\"([^\"]*)\"");
  private static final Pattern SKIPPED = Pattern.compile("<skipped\\b[^>]*>.*");

  /** Of an annotation, or of the exception by which a test ends itself. */
  private static final Pattern REASON =
      Pattern.compile("\\bmessage=\"([^\"]*)\"|Assumption failed: (.*)");

  private LeftOut() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    List<String> lines = new ArrayList<>(found(target));
    lines.addAll(List.of(arguments).subList(1, arguments.length));
    System.out.println();
    System.out.println("LEFT OUT by this build:");
    lines.forEach(line -> System.out.println("  - " + line));
  }

  /** Tests that the last run has skipped, and what scripts tell; sorted, each once. */
  static List<String> found(Path target) throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    for (String folder : new String[] {"surefire-reports", "failsafe-reports"}) {
      for (Path report : reports(target.resolve(folder))) {
        addSkipped(Files.readString(report), lines);
      }
    }
    Path scripts = target.resolve("left-out.txt");
    if (Files.exists(scripts)) {
      lines.addAll(Files.readAllLines(scripts, StandardCharsets.UTF_8));
    }
    return List.copyOf(lines);
  }

  private static List<Path> reports(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> REPORT.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static void addSkipped(String report, TreeSet<String> lines) {
    String suite =
        SUITE.matcher(report).results().map(match -> match.group(1)).findFirst().orElse("?");
    String name = suite.substring(suite.lastIndexOf('.') + 1);
    for (MatchResult skipped : SKIPPED.matcher(report).results().toList()) {
      Matcher reason = REASON.matcher(skipped.group());
      lines.add("tests of " + name + ": " + (reason.find() ? text(reason) : "no reason is given"));
    }
  }

  private static String text(Matcher reason) {
    return reason.group(2) != null ? reason.group(2) : plain(reason.group(1));
  }

  private static String plain(String xml) {
    return xml.replace("&#10;", " ")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
