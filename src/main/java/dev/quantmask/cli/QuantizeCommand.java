package dev.quantmask.cli;

import dev.quantmask.maskrcnn.Converter;
import dev.quantmask.maskrcnn.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "quantize",
    description = {
      "Makes an archive in 8-bit integers of one that `convert` wrote.",
      "linear: linear layers only, one scale a tensor, as torch's quantize_dynamic.",
      "dynamic: convolutions too, a scale for each output channel, activations at run time."
    })
final class QuantizeCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "FILE")
  private Path model;

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "SCHEME",
      description = "linear or dynamic.")
  private String scheme;

  @Option(names = "--out", required = true, paramLabel = "FILE")
  private Path out;

  QuantizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Converter.quantize(model, Scheme.of(scheme), out);
    long before = Files.size(model);
    long after = Files.size(out);
    console
        .error()
        .printf(
            "%s: %s, %.1f%% of %s%n",
            out, Sizes.megabytes(after), 100.0 * after / before, Sizes.megabytes(before));
    return ExitCodes.FINE;
  }
}
