package dev.quantmask.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.statistics.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path directory;

  private static AccuracyFigures accuracy(double ap) {
    Map<String, Double> metrics =
        Map.of("AP", ap, "AP50", 0.9, "AP75", 0.8, "APs", -1.0, "APm", 0.7, "APl", 0.6);
    return new AccuracyFigures(metrics, List.of(), new double[101], new double[101]);
  }

  private static ModelFigures model(String name, double ap, Interval speedUp, Interval change) {
    return new ModelFigures(
        name,
        name + ".pt",
        "dynamic",
        "cpu",
        "00ff",
        44.8,
        812.4,
        new Latency(
            1285.4, 1271.2, 1642.9, 1700.1, new double[] {1271.2}, Map.of("inference", 1.0)),
        speedUp,
        accuracy(ap),
        accuracy(ap < 0 ? -1 : ap - 0.1),
        change,
        change,
        Double.NaN);
  }

  private static Comparison comparison(double firstAp) {
    return new Comparison(
        Comparison.CURRENT_FORMAT,
        "quantmask evaluate --model 'a|b.pt'",
        "2026-11-22T10:00:00Z",
        new Comparison.Machine("EPYC", 2, "AVX-512 VNNI", 2, "Linux", "17", "0.1", "0.35", "2.7"),
        new Comparison.DataSet("val.json", "frames", 200, 1400),
        List.of(
            model("maskrcnn-fp32", firstAp, null, null),
            model("a|b", 0.698, new Interval(1.53, 1.5, 1.61), new Interval(-0.64, -1.1, -0.2))),
        List.of());
  }

  @Test
  void theTerminalHasBothTablesWithinItsWidth() {
    String text = TerminalReport.of(comparison(0.7044));
    List<String> lines = text.lines().toList();
    assertThat(lines).allMatch(it -> it.length() <= 120);
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "a\\|b +dynamic +cpu +44.8 +812 +1285.4 +1271.2 +1642.9 +1700.1 +1.53 \\[1.50,"
                        + " 1.61\\] +-"))
        .anyMatch(
            line ->
                line.matches(
                    "a\\|b +69.8 +90.0 +80.0 +- +70.0 +60.0 +-0.6 \\[-1.1, -0.2\\] +59.8 +-0.6"
                        + " \\[-1.1, -0.2\\]"));
  }

  @Test
  void markdownHasTheFiguresTheCommandAndTheMachine() {
    String text = MarkdownReport.text(comparison(0.7044));
    assertThat(text)
        .contains("| maskrcnn-fp32 | 70.4 | 90.0 | 80.0 | - |")
        .contains("| a\\|b | dynamic | cpu | 44.8 |")
        .contains("    quantmask evaluate --model 'a|b.pt'\n")
        .contains("| CPU | EPYC, 2 cores, AVX-512 VNNI |");
  }

  @Test
  void jsonHasNullForWhatIsNotKnown() throws Exception {
    Reports.write(comparison(0.7044), directory.resolve("deep/report"));
    JsonNode json =
        new ObjectMapper().readTree(directory.resolve("deep/report/report.json").toFile());
    assertThat(json.at("/models/0/peakMemoryMegabytes").isNull()).isTrue();
    assertThat(json.at("/models/0/boxes/metrics/AP").doubleValue()).isEqualTo(0.7044);
    assertThat(json.at("/models/0/latency/all/0").doubleValue()).isEqualTo(1271.2);
    assertThat(json.at("/models/1/speedUp/low").doubleValue()).isEqualTo(1.5);
    assertThat(json.at("/models/0/speedUp").isNull()).isTrue();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "format", "command", "started", "machine", "data", "models", "disagreements");
    assertThat(directory.resolve("deep/report").toFile().list())
        .containsExactlyInAnyOrder("report.json", "report.md", "index.html");
  }

  private static List<String> failures(Double drop, Double speedUp, double firstAp) {
    Thresholds thresholds =
        new Thresholds(
            drop == null ? OptionalDouble.empty() : OptionalDouble.of(drop),
            speedUp == null ? OptionalDouble.empty() : OptionalDouble.of(speedUp));
    return thresholds.failures(comparison(firstAp));
  }

  @Test
  void gatesSayEveryReason() {
    assertThat(failures(null, null, 0.7)).isEmpty();
    assertThat(failures(0.64, 1.53, 0.7)).isEmpty();
    assertThat(failures(0.5, 2.0, 0.7))
        .containsExactly(
            "a|b: box AP fell by 0.640 points, expected at most 0.5",
            "a|b: mask AP fell by 0.640 points, expected at most 0.5",
            "a|b: 1.530 times as fast as maskrcnn-fp32, expected at least 2.0");
  }

  @Test
  void aGateDoesNotPassOnNothing() {
    assertThat(failures(5.0, null, -1))
        .containsExactly("the AP cannot be compared: the annotations have no object to find");
  }

  @Test
  void demandsThatMakeNoSense() {
    assertThatThrownBy(() -> failures(Double.NaN, null, 0.7))
        .hasMessage("fail-if-ap-drop: expected points from 0 on, found NaN");
    assertThatThrownBy(() -> failures(null, -2.0, 0.7))
        .hasMessage("fail-if-slower-than: expected a ratio above 0, found -2.0");
  }

  /** A model is called as its file is, whoever named that. */
  @Test
  void namesOfOthersAreShownAndNotObeyed() {
    String name = "a\u001b[31m\u202e`|<img src=x>\n# FORGED";
    Interval change = new Interval(1, 1, 1);
    Comparison comparison =
        new Comparison(
            Comparison.CURRENT_FORMAT,
            "quantmask evaluate --model '" + name + "'",
            "2026-11-22T10:00:00Z",
            new Comparison.Machine(name, 2, name, 2, name, name, name, name, name),
            new Comparison.DataSet(name, name, 200, 1400),
            List.of(model(name, 0.7, null, null), model(name, 0.7, change, change)),
            List.of());
    String markdown = MarkdownReport.text(comparison);
    assertThat(markdown.lines().filter(line -> line.startsWith("|") && line.contains("FORGED")))
        .isNotEmpty()
        .allMatch(line -> line.contains("\\`\\|\\<img src=x\\>"));
    String terminal = TerminalReport.of(comparison);
    assertThat(markdown + terminal).doesNotContainPattern("(?m)^# FORGED");
    for (String text : List.of(markdown, terminal, HtmlReport.page(comparison))) {
      assertThat(text).doesNotContain("\u001b", "\u202e").contains("\\u001b", "\\u202e");
    }
  }
}
