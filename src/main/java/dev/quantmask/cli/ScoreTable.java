package dev.quantmask.cli;

import dev.quantmask.coco.scoring.BestThreshold;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.ConfusionMatrix;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.coco.scoring.Protocol;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures for people: tables in Markdown. */
final class ScoreTable {
  /** What stands for no object, and for no detection. */
  static final String BACKGROUND = "background";

  private final StringBuilder text = new StringBuilder();

  private ScoreTable() {}

  /** Prints the figures of every comparison side by side, then what is asked for of each. */
  static void print(OutputStream output, List<ScoreSections> scores) throws IOException {
    ScoreTable table = new ScoreTable();
    table.addFigures(scores.stream().map(ScoreSections::scores).toList());
    for (ScoreSections one : scores) {
      if (one.perClass()) {
        table.addClasses(one.type(), one.scores());
      }
      if (one.thresholds()) {
        table.addThresholds(one.type(), one.scores());
      }
      if (one.confusion() != null) {
        table.add(one.type(), one.confusion());
      }
    }
    output.write(table.text.toString().getBytes(StandardCharsets.UTF_8));
    output.flush();
  }

  private void addFigures(List<CocoScores> scores) {
    MarkdownTable table =
        new MarkdownTable(
            "figure",
            scores.stream().map(one -> ScoreSections.name(one.options().iouType())).toList());
    ScoringOptions options = scores.get(0).options();
    for (Metric metric : options.metrics()) {
      table.row(metric.key(), scores.stream().map(one -> figure(one.get(metric))).toList());
    }
    if (options.protocol() == Protocol.COCO) {
      for (int limit : options.maxDetections()) {
        table.row(
            "AP, " + limit + " detections",
            scores.stream().map(one -> figure(one.apAt(limit))).toList());
      }
    }
    text.append(table);
  }

  private void addClasses(String type, CocoScores scores) {
    text.append('\n');
    List<Metric> metrics = scores.options().metricsOfClass();
    MarkdownTable table = new MarkdownTable(type, metrics.stream().map(Metric::key).toList());
    for (int k = 0; k < scores.categories().size(); k++) {
      List<String> cells = new ArrayList<>();
      for (Metric metric : metrics) {
        cells.add(figure(scores.get(metric, k)));
      }
      table.row(name(scores, k), cells);
    }
    text.append(table);
  }

  private void addThresholds(String type, CocoScores scores) {
    text.append('\n');
    MarkdownTable table =
        new MarkdownTable(type + ", best F1", List.of("score", "F1", "precision", "recall"));
    for (int k = 0; k < scores.categories().size(); k++) {
      Optional<BestThreshold> best = scores.bestThreshold(k);
      table.row(
          name(scores, k),
          best.map(
                  one ->
                      List.of(
                          figure(one.score()),
                          figure(one.f1()),
                          figure(one.precision()),
                          figure(one.recall())))
              .orElse(List.of("", "", "", "")));
    }
    text.append(table);
  }

  private void add(String type, ConfusionMatrix matrix) {
    List<String> labels = new ArrayList<>();
    matrix.categories().forEach(category -> labels.add(Markdown.plain(category.name())));
    labels.add(BACKGROUND);
    text.append('\n');
    MarkdownTable table = new MarkdownTable(type + ": object, taken for", labels);
    for (int i = 0; i < labels.size(); i++) {
      List<String> cells = new ArrayList<>();
      for (long count : matrix.counts()[i]) {
        cells.add(Long.toString(count));
      }
      table.row(labels.get(i), cells);
    }
    text.append(table);
  }

  private static String name(CocoScores scores, int category) {
    return Markdown.plain(scores.categories().get(category).name());
  }

  private static String figure(double figure) {
    return figure == -1
        ? "-1"
        : BigDecimal.valueOf(figure).setScale(4, RoundingMode.HALF_UP).toPlainString();
  }
}
