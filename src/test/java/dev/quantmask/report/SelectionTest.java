package dev.quantmask.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.report.Selection.Candidate;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Interval UNKNOWN = new Interval(0.9, Double.NaN, Double.NaN);

  private static final Selection SELECTION =
      new Selection(
          "at most 0.3 points of AP lost, the fastest",
          true,
          17,
          List.of(
              new Candidate("static-size256", around(20), 69.9, 60.2, UNKNOWN, false, true, false),
              new Candidate(
                  "static-post100",
                  new Interval(30, 29.5, 30.4),
                  72.2,
                  61.0,
                  new Interval(0.25, -0.1, 0.6),
                  true,
                  true,
                  true),
              new Candidate("dynamic", around(50), 72.1, 61.1, UNKNOWN, false, false, false)));

  private static Interval around(double value) {
    return new Interval(value, value - 1, value + 1);
  }

  private static Comparison comparison() {
    return ComparisonFixture.three().with(SELECTION);
  }

  @Test
  void theTerminalBeginsWithTheChoice() {
    List<String> lines = TerminalReport.of(comparison()).lines().toList();
    assertThat(lines)
        .startsWith(
            "Of 17 candidates static-post100 was chosen: 30.0 ms an image, 0.25 points of AP lost.",
            "The goal, at most 0.3 points of AP lost, the fastest, is reached.");
    assertThat(lines)
        .allMatch(line -> line.length() <= 120)
        .anyMatch(
            line ->
                line.matches(
                    "static-post100 +30.0 +\\[29.5, 30.4\\] +72.2 +61.0 +0.25 +\\[-0.1, 0.6\\] +yes"
                        + " +yes +chosen"))
        .anyMatch(line -> line.matches("dynamic +50.0 +\\[49.0, 51.0\\] +72.1 +61.1 +0.90 +-"));
  }

  @Test
  void markdownHasATableOfIt() {
    assertThat(MarkdownReport.text(comparison()))
        .contains("\n## Choice\n\nOf 17 candidates ")
        .contains(
            "| static-size256 | 20.0 | \\[19.0, 21.0\\] | 69.9 | 60.2 | 0.90 | - | yes |  |  |\n")
        .contains("\n\n## Speed\n");
    assertThat(MarkdownReport.text(ComparisonFixture.three())).doesNotContain("Choice");
  }

  @Test
  void jsonHasAllDigits() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.json(comparison())).get("selection");
    assertThat(json.get("measured").intValue()).isEqualTo(17);
    assertThat(json.at("/candidates/1/lost/high").doubleValue()).isEqualTo(0.6);
    assertThat(json.at("/candidates/0/lost/high").isNull()).isTrue();
    assertThat(json.at("/candidates/1/chosen").booleanValue()).isTrue();
  }

  /** The front has the two that nothing beats; the interval of AP is that of the loss, turned. */
  @Test
  void thePageDrawsTheFront() {
    List<ChartFigure> charts = FrontChart.of(SELECTION);
    Plot.Points plot = (Plot.Points) charts.get(0).plot();
    assertThat(plot.points())
        .extracting(Plot.Point::name)
        .containsExactly("static-size256", "static-post100 (chosen)");
    Interval ap = plot.points().get(1).y();
    assertThat(ap.value()).isEqualTo(72.2);
    assertThat(ap.low()).isCloseTo(71.85, within(1e-9));
    assertThat(ap.high()).isCloseTo(72.55, within(1e-9));
    assertThat(plot.points().get(0).y()).isEqualTo(new Interval(69.9, 69.9, 69.9));
    String page = HtmlReport.page(comparison());
    assertThat(page)
        .contains(
            "<h2 id=\"choice\">Choice</h2>", "data-plot=\"front\"", "static-post100 (chosen)");
    assertThat(HtmlReport.page(ComparisonFixture.three()))
        .doesNotContain("id=\"choice\"", "data-plot=\"front\"");
  }
}
