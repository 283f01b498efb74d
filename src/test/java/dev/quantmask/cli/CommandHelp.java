package dev.quantmask.cli;

import dev.quantmask.detection.FakeDetector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What the commands say of themselves. */
final class CommandHelp {
  private static final String EXAMPLE = "Example:\n";

  private CommandHelp() {}

  /** All commands, in the order of the help; one inside another has both names. */
  static Map<String, CommandLine> commands() {
    Console console = new Console(new ByteArrayOutputStream(), System.err);
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    CommandLineInterface.commands(console, settings -> new FakeDetector())
        .forEach((name, command) -> add(name, command.get(), commands));
    return commands;
  }

  private static void add(String name, Object command, Map<String, CommandLine> commands) {
    CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
    line.getSubcommands().forEach((inner, nested) -> commands.put(name + " " + inner, nested));
    if (line.getSubcommands().isEmpty()) {
      commands.put(name, line);
    }
  }

  /**
   * What {@code --help} prints.
   *
   * @param command empty for the program's own
   */
  static String of(String command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Console console = new Console(output, System.err);
    String[] arguments = (command + " --help").strip().split(" ", -1);
    CommandLineInterface.run(console, settings -> new FakeDetector(), arguments);
    return output.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** The words of the command that its help shows as an example. */
  static List<String> exampleOf(String command) {
    String help = of(command);
    int at = help.indexOf(EXAMPLE);
    if (at < 0) {
      throw new AssertionError(command + " --help has no example");
    }
    String line = help.substring(at + EXAMPLE.length()).replace("\\\n", " ").strip();
    return List.of(line.split("\\s+"));
  }
}
