package dev.quantmask.cli;

import dev.quantmask.detection.torch.DetectorOpener;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "roi",
    description = "Works with the maps of video encoders.",
    footer = {"", "quantmask roi COMMAND --help explains a command."})
final class RoiCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Console console, DetectorOpener detectors) {
    return new CommandLine(new RoiCommand())
        .addSubcommand(new RoiEncodeCommand(console, detectors));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
