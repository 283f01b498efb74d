package dev.quantmask.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line as a shell reads it. */
final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private CommandText() {}

  /** Returns the command with the program's name; arguments are quoted where they have to be. */
  static String of(List<String> arguments) {
    return Stream.concat(Stream.of("quantmask"), arguments.stream().map(CommandText::quoted))
        .collect(Collectors.joining(" "));
  }

  /** The same command, to continue with what is there. */
  static String toResume(List<String> arguments) {
    return with("--resume", arguments);
  }

  /** The same that replaces what is there. */
  static String toOverwrite(List<String> arguments) {
    return with("--overwrite", arguments);
  }

  private static String with(String option, List<String> arguments) {
    return of(arguments) + (arguments.contains(option) ? "" : " " + option);
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
