package dev.quantmask.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Says on what `tune` measures, for how long, and where it writes. */
final class TuneOptions {
  private static final double MILLIS_PER_SECOND = 1000;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The COCO annotations to measure on.")
  Path annotations;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Measure on the first N images of the annotations; default: all.")
  private Integer limit;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Budgets.class,
      description = {
        "How long to measure, such as 90s, 30m or 2h; default: as long as it gains something. The"
            + " schemes in the beginning and the best ones in the end are measured in any case."
      })
  private Duration budget;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = {
        "Threads of an inference to try; the model itself runs with the first; default: all cores,"
            + " half of them."
      })
  private List<Integer> threads;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The archive to write.")
  Path out;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = {
        "The folder of the report, of all that was measured, and of the archives on the front;"
            + " default: that of --out without its end, with -tuning."
      })
  private Path report;

  @Option(
      names = "--resume",
      description = "Continue with what is in --report, if there is anything.")
  boolean resume;

  int limit() {
    return limit == null ? Integer.MAX_VALUE : UsageException.positive("--limit", limit);
  }

  OptionalDouble budgetSeconds() {
    return budget == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(budget.toMillis() / MILLIS_PER_SECOND);
  }

  /** Returns the numbers of threads to try, each once. */
  List<Integer> threads() {
    if (threads != null) {
      return threads.stream()
          .map(each -> UsageException.positive("--threads", each))
          .distinct()
          .toList();
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return Stream.of(cores, Math.max(1, cores / 2)).distinct().toList();
  }

  Path report() {
    if (report != null) {
      return report;
    }
    String name = out.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    return out.resolveSibling(name + "-tuning");
  }
}
