package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.pages.GeneratedPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the commands is what they print with {@code --help}. */
class CommandPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/cli.md");

  static Set<String> commands() {
    return CommandHelp.commands().keySet();
  }

  @Test
  void pageHasTheHelpOfEveryCommand() throws IOException {
    StringBuilder text = new StringBuilder();
    Stream.concat(Stream.of(""), commands().stream())
        .forEach(
            command ->
                text.append("## `")
                    .append(("quantmask " + command).strip())
                    .append("`\n\n```text\n")
                    .append(CommandHelp.of(command).stripTrailing())
                    .append("\n```\n\n"));
    GeneratedPart.check(PAGE, CommandPageTest.class, text.toString().stripTrailing() + "\n");
  }

  @Test
  void listOfCommandsHasALineOrTwoOfEach() {
    List<String> help = CommandHelp.of("").lines().toList();
    List<String> list = help.subList(help.indexOf("Commands:") + 1, help.lastIndexOf(""));
    assertThat(list).hasSizeBetween(9, 18);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpExplainsEveryOptionAndHasAnExample(String command) {
    assertThat(CommandHelp.exampleOf(command)).startsWith(("quantmask " + command).split(" "));
    assertThat(CommandHelp.commands().get(command).getCommandSpec().args())
        .allSatisfy(option -> assertThat(option.description()).as("%s", option).isNotEmpty());
    assertThat(CommandHelp.commands().get(command).getCommandSpec().args())
        .allSatisfy(
            option ->
                assertThat(String.join(" ", option.description()))
                    .as("%s", option)
                    .matches("[A-Z].*\\."));
    assertThat(CommandHelp.of(command).lines()).allMatch(line -> line.length() <= 80);
  }
}
