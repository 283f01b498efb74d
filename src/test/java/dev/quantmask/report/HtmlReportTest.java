package dev.quantmask.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String THREE = HtmlReport.page(ComparisonFixture.three());
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?i)(?:\\b(?:src|srcset|href|action|poster|data)\\s*=\\s*[\"']?|url\\(|@import)([^\"'>)]*)");

  @TempDir Path folder;

  @Test
  void saysFirstWhatQuantizingDid() {
    assertThat(THREE).contains("<h1>How linear and dynamic compare with fp32</h1>");
    assertThat(text(THREE))
        .contains("dynamic 2.89× faster [2.84, 2.95] box AP 72.1 −0.3 [−0.5, −0.1]")
        .contains("200 images with 1,341 objects · AMD EPYC 9R14 · 14 March 2026, 09:26 UTC");
  }

  @Test
  void theTablesHaveTheFiguresWithoutAnyScript() {
    String text = text(THREE);
    assertThat(text)
        .contains("Scheme fp32 linear dynamic")
        .contains("File, MB 176.2 134.9 45.3")
        .contains("Speed-up – 1.05× [1.04, 1.06] 2.89× [2.84, 2.95]")
        .contains("AP 72.4 71.5 72.1")
        .contains("AP, large – – –")
        .contains("backbone 475.7 471.7 164.7");
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(THREE).contains("default-src 'none'; img-src data:;");
    List<String> references =
        REFERENCE
            .matcher(SCRIPT.matcher(THREE).replaceAll(""))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(references)
        .hasSizeGreaterThan(8)
        .allMatch(to -> to.startsWith("#") || to.startsWith("data:"));
    assertThat(THREE)
        .doesNotContain("sourceMappingURL", "fetch(", "XMLHttpRequest", "importScripts");
  }

  @Test
  void theBrowserMayRunTheseScriptsOnly() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (MatchResult script : SCRIPT.matcher(THREE).results().toList()) {
      if (!script.group(1).contains("json")) {
        byte[] bytes = script.group(2).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      }
    }
    assertThat(hashes).hasSize(3);
    assertThat(THREE).contains("script-src " + String.join(" ", hashes) + "\"");
  }

  @Test
  void holdsTheLicenceOfTheLibrary() {
    assertThat(THREE).contains("Chart.js v4.", "The MIT License", "Permission is hereby granted");
  }

  @Test
  void aNameIsTextWhateverIsInIt() throws IOException {
    String name = "</script><b>\"&'{page}";
    ModelFigures strange = ComparisonFixture.fp32(name, List.of("<i>"));
    String page =
        HtmlReport.page(
            ComparisonFixture.of(
                List.of(strange, ComparisonFixture.dynamic(List.of("<i>"))),
                List.of(ComparisonFixture.disagreement(name, "dynamic", 0.5, 1, 2))));
    assertThat(page).doesNotContain("</script><b>", "<i>");
    assertThat(page).contains("&lt;/script&gt;&lt;b&gt;&quot;&amp;&#39;{page}");
    assertThat(plots(page).at("/phases/categories/0").textValue()).isEqualTo(name);
  }

  @Test
  void oneModelIsComparedWithNothing() throws IOException {
    ModelFigures alone = ComparisonFixture.fp32("fp32", ComparisonFixture.CLASSES);
    String page = HtmlReport.page(ComparisonFixture.of(List.of(alone), List.of()));
    assertThat(text(page))
        .contains("How fp32 performs", "703.8 ms an image (median)", "box AP 72.4", "AP, large –")
        .doesNotContain(
            "Change of", "Speed-up –", "In brackets", "took turns", "Where they disagree");
    assertThat(plots(page).has("trade-off")).isFalse();
    assertThat(plots(page).at("/classes-box/x/title").textValue()).isEqualTo("box AP, points");
    assertThat(plots(page).at("/classes-box/layers/0/values/0").doubleValue()).isPositive();
  }

  @Test
  void whatWasNotMeasuredIsSaidInWords() throws IOException {
    Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
    String page =
        HtmlReport.page(
            ComparisonFixture.of(
                List.of(
                    ComparisonFixture.unmeasured("first", null),
                    ComparisonFixture.unmeasured("second", none)),
                List.of()));
    assertThat(text(page))
        .contains("Peak memory, MB not known not known")
        .contains("The images have no objects to find")
        .contains("second 2.89× faster [2.84, 2.95] box AP –")
        .contains("Change of AP – – AP50")
        .doesNotContain("NaN", "-1");
    assertThat(plots(page).fieldNames()).toIterable().containsExactly("latency", "phases");
  }

  @Test
  void ofAHundredClassesTheDrawingShowsThoseThatChangeMost() throws IOException {
    List<String> classes = IntStream.range(0, 100).mapToObj(i -> "class-" + i).toList();
    ModelFigures first = ComparisonFixture.fp32("fp32", classes);
    String page =
        HtmlReport.page(
            ComparisonFixture.of(List.of(first, ComparisonFixture.dynamic(classes)), List.of()));
    assertThat(plots(page).at("/classes-box/categories")).hasSize(20);
    JsonNode changes = plots(page).at("/classes-box/layers/0/values");
    assertThat(Math.abs(changes.get(0).doubleValue()))
        .isGreaterThan(Math.abs(changes.get(19).doubleValue()));
    assertThat(text(page)).contains("The 20 of 100 classes that change most.");
    assertThat(page.split("<th scope=\"row\">class-", -1)).hasSize(201); // boxes and masks
  }

  @Test
  void aSlowerModelIsNotCalledFaster() {
    ModelFigures first = ComparisonFixture.dynamic(ComparisonFixture.CLASSES);
    ModelFigures slow = ComparisonFixture.fp32("slow", ComparisonFixture.CLASSES);
    ModelSummary headline =
        ModelSummary.of(
                List.of(
                    first,
                    ComparisonFixture.compared(
                        slow, new Interval(0.35, 0.34, 0.36), new Interval(0.3, 0.1, 0.5))))
            .get(0);
    assertThat(headline.speed()).isEqualTo("0.35× as fast");
    assertThat(headline.change()).isEqualTo("+0.3");
  }

  @Test
  void isWrittenWhole() throws IOException {
    Path file = folder.resolve("index.html");
    Reports.write(ComparisonFixture.three(), folder);
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void ofNoModelsThereIsNoPage() {
    Comparison empty = ComparisonFixture.of(List.of(), List.of());
    assertThatThrownBy(() -> HtmlReport.page(empty))
        .hasMessage("models: expected at least one, found none");
  }

  /** The page's words, without scripts and style. */
  private static String text(String page) {
    String body = page.substring(page.indexOf("<body>"));
    return SCRIPT.matcher(body).replaceAll("").replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private static JsonNode plots(String page) throws IOException {
    String begin = "<script id=\"plots\" type=\"application/json\">";
    int from = page.indexOf(begin) + begin.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }
}
