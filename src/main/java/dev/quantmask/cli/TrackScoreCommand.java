package dev.quantmask.cli;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Json;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import dev.quantmask.tracking.scoring.TrackingFiles;
import dev.quantmask.tracking.scoring.TrackingScores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "score",
    header = "Scores tracks against ground truth, as trackeval does.",
    description = {
      "Prints HOTA, MOTA, IDF1 and what they are made of, for each sequence and for all together:"
          + " the figures of trackeval 1.3.0. All classes count."
    },
    footer = {
      "",
      "Example:",
      "  quantmask track score --ground-truth gt.txt --predictions tracks.txt"
    })
final class TrackScoreCommand implements Callable<Integer> {
  private static final List<String> SHOWN =
      List.of(
          "HOTA", "DetA", "AssA", "LocA", "MOTA", "MOTP", "CLR_FP", "CLR_FN", "IDSW", "MT", "ML",
          "Frag", "IDF1", "IDP", "IDR");

  private final Console console;

  @Option(
      names = "--ground-truth",
      required = true,
      paramLabel = "PATH",
      description =
          "The ground truth in MOTChallenge's text format: a file, or a folder with"
              + " NAME/gt/gt.txt or NAME.txt for each sequence.")
  private Path truth;

  @Option(
      names = "--predictions",
      required = true,
      paramLabel = "PATH",
      description = "The tracks in the same format: a file, or a folder with the same names.")
  private Path predictions;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write all figures to that file, with all digits: {\"combined\": {\"HOTA\": 0.5…, …},"
              + " \"sequences\": {NAME: {…}}}.")
  private Path json;

  TrackScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NavigableMap<String, TrackingScores> scores = TrackingFiles.score(truth, predictions);
    Map<String, Map<String, Number>> sequences = new LinkedHashMap<>();
    scores.forEach((name, one) -> sequences.put(name, one.figures()));
    Map<String, Number> combined = TrackingScores.combined(scores.values()).figures();
    if (json != null) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("combined", combined);
      all.put("sequences", sequences);
      AtomicFile.write(json, Json.indented(all));
    }
    console.output().write(table(sequences, combined).getBytes(StandardCharsets.UTF_8));
    console.output().flush();
    return ExitCodes.FINE;
  }

  private static String table(
      Map<String, Map<String, Number>> sequences, Map<String, Number> combined) {
    MarkdownTable table = new MarkdownTable("sequence", SHOWN);
    sequences.forEach((name, figures) -> table.row(Markdown.plain(name), cells(figures)));
    if (sequences.size() > 1) {
      table.row("all", cells(combined));
    }
    return table.toString();
  }

  private static List<String> cells(Map<String, Number> figures) {
    List<String> cells = new ArrayList<>();
    for (String key : SHOWN) {
      Number figure = figures.get(key);
      cells.add(
          figure instanceof Long ? figure.toString() : Text.format("%.4f", figure.doubleValue()));
    }
    return cells;
  }
}
