package dev.quantmask.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.Json;
import dev.quantmask.io.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code metrics.jsonl}: every 20 iterations a line of their mean losses, under Detectron2's names:
 * {@code iteration} is the number of the last one, counted from 0, and {@code lr} is its rate.
 * Lines are complete or not there; a partial last line of a killed process is dropped on resume.
 */
final class MetricsLog {
  private static final int PERIOD = 20;

  private final Path file;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private double lastRate;
  private int count;

  private MetricsLog(Path file) {
    this.file = file;
  }

  /** Keeps the lines up to that many iterations; what came after them is done again. */
  static MetricsLog open(Path file, int iterations) throws IOException {
    StringBuilder kept = new StringBuilder();
    if (Files.exists(file)) {
      for (String line : ExistingFile.lines(file)) {
        if (isBefore(line, iterations)) {
          kept.append(line).append('\n');
        }
      }
    }
    AtomicFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    return new MetricsLog(file);
  }

  private static boolean isBefore(String line, int iterations) {
    try {
      JsonNode iteration = Json.tree(line.getBytes(StandardCharsets.UTF_8)).get("iteration");
      return iteration != null && iteration.asInt() < iterations;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Notes an iteration.
   *
   * @param iteration the number of iterations that are done
   * @return the means since the last line, which are those of the next one if it is due
   */
  Map<String, Double> add(int iteration, Losses losses, double learningRate, double seconds)
      throws IOException {
    sum("total_loss", losses.total());
    sum("loss_rpn_cls", losses.rpnClass());
    sum("loss_rpn_loc", losses.rpnBox());
    sum("loss_cls", losses.headClass());
    sum("loss_box_reg", losses.headBox());
    sum("loss_mask", losses.mask());
    sum("rpn/num_pos_anchors", losses.anchorsOnObjects());
    sum("roi_head/num_fg_samples", losses.proposalsOnObjects());
    sum("time", seconds);
    lastRate = learningRate;
    count++;
    Map<String, Double> means = means();
    if (iteration % PERIOD == 0) {
      flush(iteration);
    }
    return means;
  }

  private Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((key, sum) -> means.put(key, (double) (float) (sum / count)));
    means.put("lr", lastRate);
    return means;
  }

  private void sum(String key, double value) {
    sums.merge(key, value, Double::sum);
  }

  /**
   * Writes the means since the last line, if there are any.
   *
   * @param iteration the number of iterations that are done
   */
  void flush(int iteration) throws IOException {
    if (count == 0) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration - 1);
    line.putAll(means());
    append(line);
    sums.clear();
    count = 0;
  }

  /**
   * Writes figures of a validation as a line of their own.
   *
   * @param iteration the number of iterations that are done
   */
  void appendFigures(int iteration, Map<String, Double> figures) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration - 1);
    line.putAll(figures);
    append(line);
  }

  private void append(Map<String, Object> line) throws IOException {
    try (LineFile lines = LineFile.open(file, Files.exists(file) ? Files.size(file) : 0)) {
      lines.add(Json.line(line));
    }
  }
}
