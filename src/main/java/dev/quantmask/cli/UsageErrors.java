package dev.quantmask.cli;

import dev.quantmask.text.Text;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and not all of the help, which would hide that. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter error = command.getErr();
    error.println("quantmask: " + exception.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(exception, error)) {
      printHelp(command, error);
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** A group's help is a short list of its commands. */
  private static void printHelp(CommandLine command, PrintWriter error) {
    if (!command.getSubcommands().isEmpty()) {
      command.usage(error);
      return;
    }
    String name = command.getCommandSpec().qualifiedName();
    error.println(Text.format("Run `%s --help` to see how it is used.", name));
  }
}
