package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Prints lines; what is put into a format stays within its line, whatever it is. */
final class MessageStream extends PrintStream {
  MessageStream(OutputStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  @Override
  public PrintStream format(String format, Object... arguments) {
    return format(Locale.ROOT, format, arguments);
  }

  @Override
  public PrintStream format(Locale locale, String format, Object... arguments) {
    print(String.format(locale, format, Arrays.stream(arguments).map(this::visible).toArray()));
    return this;
  }

  private Object visible(Object argument) {
    boolean number = argument instanceof Number || argument == null;
    return number ? argument : Visible.line(argument.toString());
  }
}
