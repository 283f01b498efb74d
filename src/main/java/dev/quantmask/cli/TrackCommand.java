package dev.quantmask.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "track",
    description = "Works with tracks of objects in videos.",
    footer = {"", "quantmask track COMMAND --help explains a command."})
final class TrackCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Console console) {
    return new CommandLine(new TrackCommand()).addSubcommand(new TrackScoreCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
