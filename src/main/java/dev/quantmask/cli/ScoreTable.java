package dev.quantmask.cli;

import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures for people: tables in Markdown. */
final class ScoreTable {
  private final StringBuilder text = new StringBuilder();

  private ScoreTable() {}

  /** Prints the figures of every comparison, side by side. */
  static void print(OutputStream output, List<CocoScores> scores, boolean perClass)
      throws IOException {
    ScoreTable table = new ScoreTable();
    table.addFigures(scores);
    if (perClass) {
      scores.forEach(table::addClasses);
    }
    output.write(table.text.toString().getBytes(StandardCharsets.UTF_8));
    output.flush();
  }

  static String names(Collection<IouType> types, String separator) {
    return types.stream().map(ScoreTable::name).collect(Collectors.joining(separator));
  }

  static String name(IouType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private void addFigures(List<CocoScores> scores) {
    StringBuilder types = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (CocoScores one : scores) {
      types.append(' ').append(name(one.options().iouType())).append(" |");
      rule.append("---:|");
    }
    text.append("| figure |").append(types).append("\n|---|").append(rule).append('\n');
    for (Metric metric : Metric.values()) {
      text.append("| ").append(metric.key()).append(" |");
      scores.forEach(one -> add(one.get(metric)));
      text.append('\n');
    }
    addLimits(scores);
  }

  private void addLimits(List<CocoScores> scores) {
    for (int limit : scores.get(0).options().maxDetections()) {
      text.append("| AP, ").append(limit).append(" detections |");
      scores.forEach(one -> add(one.apAt(limit)));
      text.append('\n');
    }
  }

  private void addClasses(CocoScores scores) {
    text.append("\n| ").append(name(scores.options().iouType())).append(" |");
    for (Metric metric : Metric.values()) {
      text.append(' ').append(metric.key()).append(" |");
    }
    text.append("\n|---|").append("---:|".repeat(Metric.values().length)).append('\n');
    for (int k = 0; k < scores.categories().size(); k++) {
      text.append("| ").append(scores.categories().get(k).name()).append(" |");
      for (Metric metric : Metric.values()) {
        add(scores.get(metric, k));
      }
      text.append('\n');
    }
  }

  private void add(double figure) {
    text.append(figure < 0 ? " -1 |" : String.format(Locale.ROOT, " %.4f |", figure));
  }
}
