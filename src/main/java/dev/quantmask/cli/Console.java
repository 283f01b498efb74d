package dev.quantmask.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a command writes; the one place where text of others is made visible for a terminal. */
final class Console {
  private final ResultStream results;
  private final OutputStream output;
  private final PrintStream error;

  Console(OutputStream output, PrintStream error) {
    this.results = new ResultStream(output);
    this.output = new VisibleOutput(text -> results.write(text.getBytes(StandardCharsets.UTF_8)));
    this.error = printing(new VisibleOutput(error::print));
  }

  /** Results only, for other programs to read; not a PrintStream, which keeps errors to itself. */
  OutputStream output() {
    return output;
  }

  /** Results as lines; {@link #failure} tells at the end whether they could be written. */
  PrintStream lines() {
    return printing(output);
  }

  /** Messages for people. */
  PrintStream error() {
    return error;
  }

  private static PrintStream printing(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Why results could not be written. */
  Optional<ResultStream.Failure> failure() {
    return Optional.ofNullable(results.failure());
  }
}
