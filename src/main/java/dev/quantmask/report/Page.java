package dev.quantmask.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quantmask.text.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds what {@code report.html} shows.
 *
 * @param started in words
 * @param command its words
 * @param front a chart if a model was chosen
 * @param tradeOff charts of a section, as {@code speed}, {@code precision} and {@code classes}
 */
record Page(
    Comparison comparison,
    String title,
    String images,
    String objects,
    String started,
    List<String> command,
    List<ModelSummary> headlines,
    List<Table> summary,
    List<ChartFigure> front,
    List<ChartFigure> tradeOff,
    List<ChartFigure> speed,
    List<ChartFigure> precision,
    List<ChartFigure> classes,
    List<ImagePair> disagreements) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  static Page of(Comparison comparison) {
    List<ModelFigures> models = comparison.models();
    return new Page(
        comparison,
        title(models),
        ReportNumbers.count(comparison.data().imageCount(), "image"),
        ReportNumbers.count(comparison.data().objects(), "object"),
        DATE.format(Instant.parse(comparison.started()).atOffset(ZoneOffset.UTC)),
        List.of(comparison.command().split(" ")),
        ModelSummary.of(models),
        SummaryTable.of(models),
        FrontChart.of(comparison.selection()),
        TradeOffChart.of(models),
        speed(models),
        PrecisionCharts.of(models),
        ClassCharts.of(models),
        comparison.disagreements().stream()
            .map(disagreement -> ImagePair.of(disagreement, models.get(0).name()))
            .toList());
  }

  private static String title(List<ModelFigures> models) {
    String first = models.get(0).name();
    if (models.size() == 1) {
      return Text.format("How %s performs", first);
    }
    List<String> others = models.stream().skip(1).map(ModelFigures::name).toList();
    return Text.format(
        "How %s %s with %s",
        ReportNumbers.list(others), others.size() == 1 ? "compares" : "compare", first);
  }

  private static List<ChartFigure> speed(List<ModelFigures> models) {
    List<ChartFigure> charts = new ArrayList<>(LatencyChart.of(models));
    charts.addAll(PhaseChart.of(models));
    return charts;
  }

  /** Returns whether there are models to tell apart. */
  public boolean compares() {
    return comparison.models().size() > 1;
  }

  /** Returns what was chosen, in sentences. */
  public String choice() {
    return String.join(" ", SelectionTable.sentences(comparison.selection()));
  }

  /** Returns what it was chosen of. */
  public Table candidates() {
    return SelectionTable.page(comparison.selection());
  }

  /** Returns what the charts draw, by their ids, as JSON that may stand in a script element. */
  public String plots() {
    Map<String, Plot> plots = new LinkedHashMap<>();
    for (List<ChartFigure> charts : List.of(front, tradeOff, speed, precision, classes)) {
      charts.forEach(chart -> plots.put(chart.id(), chart.plot()));
    }
    try {
      // Within JSON this character stands in strings only.
      return JsonReport.MAPPER
          .writerFor(new PlotsType())
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(plots)
          .replace("<", "\\u003c");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("plots are numbers and names", impossible);
    }
  }

  /** So that the kind of a plot is written too. */
  private static final class PlotsType extends TypeReference<Map<String, Plot>> {}
}
