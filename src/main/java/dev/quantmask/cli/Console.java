package dev.quantmask.cli;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Receives what a command writes; it is the one place where text of others is made visible for a
 * terminal.
 */
final class Console {
  private final ResultStream results;
  private final OutputStream output;
  private final AlignedTables tables; // null where a program reads
  private final PrintStream error;

  /** Where a program reads the results. */
  Console(OutputStream output, PrintStream error) {
    this(output, error, false);
  }

  /**
   * Where results and messages go.
   *
   * @param onTerminal whether a person reads the results as they come
   */
  Console(OutputStream output, PrintStream error, boolean onTerminal) {
    this.results = new ResultStream(output);
    OutputStream visible =
        new VisibleOutput(text -> results.write(text.getBytes(StandardCharsets.UTF_8)));
    this.tables = onTerminal ? new AlignedTables(visible) : null;
    this.output = onTerminal ? tables : visible;
    this.error = printing(new VisibleOutput(error::print));
  }

  boolean isOnTerminal() {
    return tables != null;
  }

  /** Everything is printed; {@link #failure} tells whether it could be. */
  void complete() {
    if (tables != null) {
      try {
        tables.complete();
      } catch (IOException e) {
        // the stream of results keeps it
      }
    }
  }

  /** Results only; not a PrintStream, which keeps errors to itself. */
  OutputStream output() {
    return output;
  }

  /** Writes a text that is a result. */
  void print(String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.UTF_8));
    output.flush();
  }

  /** Results as lines; {@link #failure} tells at the end whether they could be written. */
  PrintStream lines() {
    return printing(output);
  }

  /** Messages for people. */
  PrintStream error() {
    return error;
  }

  /** Writes a line for people; names in it that others have chosen stay visible. */
  @FormatMethod
  void note(String format, Object... arguments) {
    error.println(Visible.format(format, arguments));
  }

  private static PrintStream printing(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Why results could not be written. */
  Optional<ResultStream.Failure> failure() {
    return Optional.ofNullable(results.failure());
  }
}
