package dev.quantmask.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.chart.ChartFile;
import dev.quantmask.chart.Panel;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses, and AP where there was a validation, over the iterations. */
final class TrainingChart {
  /** Keys in metrics.jsonl to names in the chart. */
  private static final Map<String, String> LOSSES =
      ordered(
          "total_loss", "total",
          "loss_cls", "class",
          "loss_box_reg", "box",
          "loss_mask", "mask",
          "loss_rpn_cls", "objectness",
          "loss_rpn_loc", "proposal box");

  private static final Map<String, String> FIGURES =
      ordered("bbox/AP", "box AP", "bbox/AP50", "box AP50", "segm/AP", "mask AP");

  private TrainingChart() {}

  private static Map<String, String> ordered(String... keysAndNames) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndNames.length; i += 2) {
      map.put(keysAndNames[i], keysAndNames[i + 1]);
    }
    return map;
  }

  static void write(Path target, Path metrics) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ExistingFile.lines(metrics)) {
      lines.add(Json.tree(line.getBytes(StandardCharsets.UTF_8)));
    }
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel.Lines("Losses", "iteration", "loss", series(lines, LOSSES)));
    List<Panel.Line> figures = series(lines, FIGURES);
    if (!figures.isEmpty()) {
      panels.add(new Panel.Lines("Validation", "iteration", "average precision", figures));
    }
    ChartFile.write(target, panels);
  }

  private static List<Panel.Line> series(List<JsonNode> lines, Map<String, String> keys) {
    List<Panel.Line> series = new ArrayList<>();
    keys.forEach(
        (key, name) -> {
          List<JsonNode> having = lines.stream().filter(line -> line.has(key)).toList();
          if (!having.isEmpty()) {
            series.add(
                new Panel.Line(
                    name,
                    having.stream().map(line -> line.get("iteration").asDouble()).toList(),
                    having.stream().map(line -> line.get(key).asDouble()).toList()));
          }
        });
    return series;
  }
}
