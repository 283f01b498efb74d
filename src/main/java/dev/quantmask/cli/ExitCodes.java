package dev.quantmask.cli;

import dev.quantmask.image.ImageException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where exceptions become exit codes and messages; bad usage is picocli's 2. */
final class ExitCodes implements IExecutionExceptionHandler {
  static final int FINE = 0;
  static final int BAD_INPUT = 1;
  static final int BELOW_THRESHOLD = 3; // `evaluate`, `tune`: a model misses what is demanded
  static final int INTERNAL_ERROR = 70; // EX_SOFTWARE of sysexits.h

  private static final String[] NO_ARGUMENTS = {};

  private final Console console;

  ExitCodes(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) throws Exception {
    if (exception instanceof UsageException) {
      return commandLine
          .getParameterExceptionHandler()
          .handleParseException(
              new ParameterException(commandLine, exception.getMessage()), NO_ARGUMENTS);
    }
    return of(exception, commandLine);
  }

  /** Returns the exit code of an exception or, which picocli lets pass, of an error. */
  int of(Throwable failure, CommandLine commandLine) {
    Interruption.holdIfBegun(); // what fails then fails because its files are gone
    if (failure instanceof ResultStream.Failure output && output.readerIsGone()) {
      return FINE;
    }
    boolean verbose = QuantmaskCommand.isVerbose(commandLine);
    Optional<String> memory = MemoryShortage.message(failure, name(commandLine));
    boolean badInput = memory.isPresent() || isBadInput(failure);
    if (badInput) {
      console.error().println("quantmask: " + memory.orElseGet(() -> Messages.of(failure)));
    } else {
      console.error().println("quantmask: internal error: " + Messages.firstLine("" + failure));
      if (!verbose) {
        console.error().println("quantmask: --verbose prints where it happened");
      }
    }
    if (verbose) {
      failure.printStackTrace(console.error());
    }
    return badInput ? BAD_INPUT : INTERNAL_ERROR;
  }

  private static String name(CommandLine commandLine) {
    ParseResult result = commandLine.getCommandSpec().root().commandLine().getParseResult();
    return result.asCommandLineList().stream()
        .skip(1) // the program's
        .map(CommandLine::getCommandName)
        .collect(Collectors.joining(" "));
  }

  /** Results that were printed and did not arrive are an error, too. */
  int withOutput(int exitCode) {
    Optional<ResultStream.Failure> failure = console.failure();
    if (exitCode != FINE || failure.isEmpty() || failure.get().readerIsGone()) {
      return exitCode;
    }
    console.error().println("quantmask: " + Messages.of(failure.get()));
    return BAD_INPUT;
  }

  private static boolean isBadInput(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof ImageException
        || failure instanceof IllegalArgumentException;
  }
}
