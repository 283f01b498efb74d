package dev.quantmask.cli;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.validation.CocoCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Reports what is wrong with a COCO annotation file: counted, and listed by record and id.",
      "The exit code is 1 when something is an error; warnings alone are fine."
    },
    footer = {
      "",
      "Example:",
      "  quantmask dataset check --annotations annotations.train.json --images frames"
    })
final class DatasetCheckCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The COCO file to examine.")
  private Path annotations;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Check the images as well: whether they are there, and how large they are.")
  private Path images;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all findings to that file, as JSON.")
  private Path json;

  DatasetCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CocoCheck.Result result =
        CocoCheck.run(annotations, Optional.ofNullable(images), Optional.ofNullable(json));
    new FindingsPrinter(console.error(), "--json FILE")
        .print(result.counts(), result.first(), "error");
    console.note(
        "%s: %d images, %d annotations, %d categories: %s",
        annotations, result.images(), result.annotations(), result.categories(), verdict(result));
    return result.isFine() ? ExitCodes.FINE : ExitCodes.BAD_INPUT;
  }

  private static String verdict(CocoCheck.Result result) {
    if (!result.isFine()) {
      return "invalid";
    }
    boolean doubtful =
        result.counts().keySet().stream()
            .anyMatch(kind -> kind.severity() == FindingKind.Severity.WARNING);
    return doubtful ? "valid, with warnings" : "valid";
  }
}
