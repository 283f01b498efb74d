package dev.quantmask.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "quantmask",
    description = "A quantized Mask R-CNN, from checkpoint to function.",
    footer = {
      "",
      "quantmask COMMAND --help explains a command. Without a command, quantmask starts the HTTP"
          + " service on port 8080.",
      "Exit codes: 0 success, 1 bad input, 2 bad usage, 3 a model missed a --fail-if-… threshold of"
          + " evaluate or the goal of tune, 70 internal error, 129, 130 and 143 ended by SIGHUP,"
          + " SIGINT and SIGTERM."
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class)
final class QuantmaskCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean verbose;

  static boolean isVerbose(CommandLine commandLine) {
    CommandSpec root = commandLine.getCommandSpec().root();
    return ((QuantmaskCommand) root.userObject()).verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
