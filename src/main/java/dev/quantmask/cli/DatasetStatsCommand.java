package dev.quantmask.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quantmask.dataset.DatasetStatistics;
import dev.quantmask.dataset.DatasetStatistics.ClassStatistics;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Markdown;
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
    DatasetStatistics statistics = DatasetStatistics.of(annotations);
    print(statistics);
    if (json != null) {
      writeJson(statistics);
    }
    if (out != null) {
      for (Path image : StatisticsCharts.write(out, statistics)) {
        console.error().print(Visible.format("%s%n", image));
      }
    }
    return ExitCodes.FINE;
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
    table.println("| id | class | objects | images | small | medium | large |");
    table.println("|---|---|---|---|---|---|---|");
    for (ClassStatistics own : statistics.classes()) {
      table.print(
          Visible.format(
              "| %d | %s | %d | %d | %d | %d | %d |%n",
              own.id(),
              Markdown.plain(own.name()),
              own.objects(),
              own.images(),
              own.small(),
              own.medium(),
              own.large()));
    }
    table.println();
    table.println("| image size | images |");
    table.println("|---|---|");
    statistics.imageSizes().entrySet().stream()
        .limit(SHOWN_SIZES)
        .forEach(
            size -> table.print(Visible.format("| %s | %d |%n", size.getKey(), size.getValue())));
    printRest(table, statistics.imageSizes());
  }

  private static void printRest(PrintStream table, Map<String, Long> sizes) {
    if (sizes.size() <= SHOWN_SIZES) {
      return;
    }
    long rest = sizes.values().stream().skip(SHOWN_SIZES).mapToLong(Long::longValue).sum();
    table.print(Visible.format("| %d other sizes | %d |%n", sizes.size() - SHOWN_SIZES, rest));
  }

  private void writeJson(DatasetStatistics statistics) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    AtomicFile.write(json, mapper.writeValueAsBytes(statistics));
  }
}
