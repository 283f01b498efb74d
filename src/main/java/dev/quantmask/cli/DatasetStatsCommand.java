package dev.quantmask.cli;

import dev.quantmask.dataset.DatasetStatistics;
import dev.quantmask.dataset.DatasetStatistics.ClassStatistics;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Json;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stats",
    description = {
      "Counts what a COCO annotation file holds, and prints tables in Markdown.",
      "Sizes are COCO's: small below 32 x 32 pixels of area, large from 96 x 96."
    },
    footer = {
      "",
      "Example:",
      "  quantmask dataset stats --annotations annotations.train.json --out charts"
    })
final class DatasetStatsCommand implements Callable<Integer> {
  private static final int SHOWN_SIZES = 10;

  private final Console console;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The COCO file to examine.")
  private Path annotations;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Draw classes.png and images.png in that folder.")
  private Path out;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the numbers to that file, as JSON.")
  private Path json;

  DatasetStatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    DatasetStatistics statistics = DatasetStatistics.of(annotations, this::warn);
    print(statistics);
    if (json != null) {
      writeJson(statistics);
    }
    if (out != null) {
      for (Path image : StatisticsCharts.write(out, statistics)) {
        console.note("%s", image);
      }
    }
    return ExitCodes.FINE;
  }

  private void warn(String message) {
    console.note("warning: %s", message);
  }

  private void print(DatasetStatistics statistics) {
    PrintStream table = console.lines();
    double mean = statistics.images() == 0 ? 0 : 1.0 * statistics.objects() / statistics.images();
    table.print(
        Visible.format(
            "%d images (%d without objects), %d objects (%d crowds), %.1f an image, %d classes%n%n",
            statistics.images(),
            statistics.emptyImages(),
            statistics.objects(),
            statistics.crowds(),
            mean,
            statistics.classes().size()));
    MarkdownTable classes =
        new MarkdownTable("id", "class", "objects", "images", "small", "medium", "large");
    for (ClassStatistics own : statistics.classes()) {
      classes.row(
          own.id(),
          Markdown.plain(own.name()),
          own.objects(),
          own.images(),
          own.small(),
          own.medium(),
          own.large());
    }
    table.println(classes);
    table.print(sizes(statistics.imageSizes()));
  }

  private static MarkdownTable sizes(Map<String, Long> sizes) {
    MarkdownTable table = new MarkdownTable("image size", "images");
    sizes.entrySet().stream()
        .limit(SHOWN_SIZES)
        .forEach(size -> table.row(size.getKey(), size.getValue()));
    if (sizes.size() > SHOWN_SIZES) {
      long rest = sizes.values().stream().skip(SHOWN_SIZES).mapToLong(Long::longValue).sum();
      table.row(sizes.size() - SHOWN_SIZES + " other sizes", rest);
    }
    return table;
  }

  private void writeJson(DatasetStatistics statistics) throws IOException {
    AtomicFile.write(json, Json.indented(statistics));
  }
}
