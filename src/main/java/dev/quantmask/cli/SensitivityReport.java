package dev.quantmask.cli;

import dev.quantmask.chart.ChartFile;
import dev.quantmask.chart.Panel;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Json;
import dev.quantmask.quantization.sensitivity.Cost;
import dev.quantmask.quantization.sensitivity.ProbedOutput;
import dev.quantmask.quantization.sensitivity.Sensitivity;
import dev.quantmask.quantization.sensitivity.Sensitivity.Group;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Reports what 8 bits cost and gain, for people and programs. */
final class SensitivityReport {
  private final Sensitivity sensitivity;

  private SensitivityReport(Sensitivity sensitivity) {
    this.sensitivity = sensitivity;
  }

  /**
   * Prints a table, and writes {@code analysis.json} and {@code analysis.png}.
   *
   * @param folder to write to; null to print only
   */
  static void write(Sensitivity sensitivity, OutputStream output, Path folder) throws IOException {
    SensitivityReport report = new SensitivityReport(sensitivity);
    output.write(report.table().getBytes(StandardCharsets.UTF_8));
    output.flush();
    if (folder == null) {
      return;
    }
    Files.createDirectories(folder);
    ChartFile.write(folder.resolve("analysis.png"), report.panels());
    AtomicFile.write(folder.resolve("analysis.json"), Json.indented(report.json()));
  }

  private String table() {
    List<String> heads = new ArrayList<>();
    for (ProbedOutput output : ProbedOutput.values()) {
      heads.add(output.label() + " dB");
    }
    heads.addAll(List.of("box AP", "mask AP", "ms gained", "ms to keep", "keep"));
    MarkdownTable table = new MarkdownTable("in 8 bits", heads);
    row(table, "nothing (fp32)", Map.of(), sensitivity.exactPoints(), "", "", "");
    row(table, "pooling only", sensitivity.none(), "", "", "");
    for (Group group : sensitivity.groups()) {
      row(
          table,
          group.layers().name(),
          group.alone(),
          number(group.gained()),
          number(group.keeping()),
          sensitivity.isWorthKeeping(group) ? "yes" : "");
    }
    double gained = sensitivity.exactMilliseconds() - sensitivity.allMilliseconds();
    row(table, "all of it", sensitivity.all(), number(gained), "", "");
    return table + summary();
  }

  private String summary() {
    return Text.format(
        "%n%s, %d images%s; an image: fp32 %.1f ms, %s %.1f ms.%n",
        Markdown.plain(sensitivity.model()),
        sensitivity.images(),
        sensitivity.annotatedImages() == 0
            ? ""
            : Text.format(", %d annotated", sensitivity.annotatedImages()),
        sensitivity.exactMilliseconds(),
        sensitivity.scheme(),
        sensitivity.allMilliseconds());
  }

  private static void row(MarkdownTable table, String name, Cost cost, String... rest) {
    row(table, name, cost.decibels(), cost.points(), rest);
  }

  private static void row(
      MarkdownTable table,
      String name,
      Map<ProbedOutput, Double> decibels,
      Optional<Cost.Points> points,
      String... rest) {
    List<String> cells = new ArrayList<>();
    for (ProbedOutput output : ProbedOutput.values()) {
      double value = decibels.getOrDefault(output, Double.POSITIVE_INFINITY);
      cells.add(Double.isInfinite(value) ? "exact" : number(value));
    }
    cells.add(points.map(it -> number(it.boxes())).orElse(""));
    cells.add(points.map(it -> number(it.masks())).orElse(""));
    cells.addAll(List.of(rest));
    table.row(name, cells);
  }

  private static String number(double value) {
    return Text.format("%.2f", value);
  }

  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    panels.add(
        bars("Signal to noise, only these in 8 bits", "dB", it -> it.alone().leastDecibels()));
    if (sensitivity.none().points().isPresent()) {
      panels.add(
          bars(
              "AP lost, only these in 8 bits",
              "points",
              it -> sensitivity.pointsLost(it).orElseThrow()));
    }
    panels.add(bars("Time gained, only these in 8 bits", "ms", Group::gained));
    panels.add(bars("Time to keep these in floating point", "ms", Group::keeping));
    return panels;
  }

  private Panel bars(String title, String unit, ToDoubleFunction<Group> height) {
    List<Group> groups = sensitivity.groups();
    return new Panel.Bars(
        title,
        "layers",
        unit,
        groups.stream().map(group -> group.layers().name()).toList(),
        List.of(new Panel.Stack(unit, groups.stream().map(height::applyAsDouble).toList())));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", sensitivity.model());
    json.put("scheme", sensitivity.scheme());
    json.put("images", sensitivity.images());
    json.put("annotatedImages", sensitivity.annotatedImages());
    json.put("fp32", points(sensitivity.exactPoints()));
    json.put("nothing", cost(sensitivity.none()));
    json.put("everything", cost(sensitivity.all()));
    json.put("fp32Ms", sensitivity.exactMilliseconds());
    json.put("everythingMs", sensitivity.allMilliseconds());
    json.put("groups", sensitivity.groups().stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Group group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layers", group.layers().name());
    json.putAll(cost(group.alone()));
    json.put("gainedMs", group.gained());
    json.put("keepingMs", group.keeping());
    json.put("worthKeeping", sensitivity.isWorthKeeping(group));
    return json;
  }

  private static Map<String, Object> cost(Cost cost) {
    Map<String, Object> json = new LinkedHashMap<>(points(cost.points()));
    Map<String, Double> decibels = new LinkedHashMap<>();
    cost.decibels()
        .forEach(
            (output, value) -> decibels.put(output.label(), value.isInfinite() ? null : value));
    json.put("decibels", decibels);
    return json;
  }

  private static Map<String, Object> points(Optional<Cost.Points> points) {
    return points
        .<Map<String, Object>>map(it -> Map.of("boxAP", it.boxes(), "maskAP", it.masks()))
        .orElse(Map.of());
  }
}
