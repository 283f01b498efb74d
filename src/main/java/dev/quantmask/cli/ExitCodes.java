package dev.quantmask.cli;

import dev.quantmask.image.ImageException;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where exceptions become exit codes and messages; bad usage is picocli's 2. */
final class ExitCodes implements IExecutionExceptionHandler {
  static final int FINE = 0;
  static final int BAD_INPUT = 1;
  static final int GATE = 3; // `evaluate`: a model misses what was demanded of it
  static final int INTERNAL_ERROR = 70; // EX_SOFTWARE of sysexits.h

  private final PrintStream error;

  ExitCodes(PrintStream error) {
    this.error = error;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (isBrokenPipe(exception)) {
      return FINE; // whoever read has read enough, as in "quantmask ... | head"
    }
    boolean verbose = QuantmaskCommand.isVerbose(commandLine);
    if (isBadInput(exception)) {
      error.println("quantmask: " + Messages.of(exception));
    } else {
      error.println("quantmask: internal error: " + Messages.firstLine(exception.toString()));
      if (!verbose) {
        error.println("quantmask: --verbose prints where it happened");
      }
    }
    if (verbose) {
      exception.printStackTrace(error);
    }
    return isBadInput(exception) ? BAD_INPUT : INTERNAL_ERROR;
  }

  private static boolean isBadInput(Exception exception) {
    return exception instanceof IOException
        || exception instanceof ImageException
        || exception instanceof IllegalArgumentException;
  }

  private static boolean isBrokenPipe(Exception exception) {
    return exception instanceof IOException && "Broken pipe".equals(exception.getMessage());
  }
}
