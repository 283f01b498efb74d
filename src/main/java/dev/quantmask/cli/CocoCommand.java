package dev.quantmask.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "coco",
    description = "Works with files in the COCO format.",
    footer = {"", "quantmask coco COMMAND --help explains a command."})
final class CocoCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Console console) {
    return new CommandLine(new CocoCommand()).addSubcommand(new CocoScoreCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
