package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.FakeDetector;
import dev.quantmask.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads at a terminal; what a program reads is in the tests of each command. */
class TerminalOutputTest {
  private static final Path MODEL = Path.of("src/main/model/default.pt");

  @TempDir Path directory;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console =
      new Console(bytes, new PrintStream(bytes, true, StandardCharsets.UTF_8), true);

  @BeforeEach
  void writeImages() throws IOException {
    Files.write(directory.resolve("b.png"), TestImages.png());
    Files.write(directory.resolve("a.PNG"), TestImages.png());
    Files.writeString(directory.resolve("notes.txt"), "no image");
  }

  private List<String> run(Object... arguments) {
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), texts);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(text).isZero();
    return text.lines().toList();
  }

  @Test
  void detectPrintsATableAnImageAndHowFarItIs() {
    List<String> lines = run("detect", "--model", MODEL, directory);
    assertThat(lines).hasSize(10);
    assertThat(lines.get(0)).matches(".*a\\.PNG: 8 x 6, 2 objects, \\d+ ms \\(1 of 2\\)");
    assertThat(lines.subList(1, 5))
        .containsExactly(
            "label  score  left  top  right  bottom",
            "cat     0.88     1    1      2       3",
            "dog     0.50     1    1      2       3",
            "");
    assertThat(lines.get(5)).matches(".*b\\.png: .* \\(2 of 2, 0:00:00 left\\)");
  }

  @Test
  void detectNamesTheObjectsThatItFollows() throws IOException {
    Path json = directory.resolve("found.jsonl");
    List<String> lines = run("detect", "--model", MODEL, "--track", "--json", json, directory);
    assertThat(lines).filteredOn(line -> line.startsWith("dog #2  ")).hasSize(2);
    assertThat(Files.readAllLines(json))
        .hasSize(2)
        .allMatch(line -> line.contains("\"trackId\":1,"));
  }

  @Test
  void detectWritesJsonLinesToItsFileAllTheSame() throws IOException {
    Path json = directory.resolve("found.jsonl");
    assertThat(run("detect", "--model", MODEL, "--json", json, directory.resolve("b.png")))
        .noneMatch(line -> line.startsWith("{"));
    assertThat(Files.readString(json)).startsWith("{\"image\":").contains("\"counts\"");
  }

  @Test
  void inspectPrintsLinesWithoutTheConfiguration() {
    List<String> lines = run("inspect", "--model", MODEL);
    assertThat(lines)
        .contains("scheme         static")
        .anyMatch(line -> line.matches("classes {8}\\w+, .*"))
        .noneMatch(line -> line.contains("{"));
    assertThat(lines).hasSizeLessThan(20);
  }

  @Test
  void tablesInMarkdownBecomeColumns() {
    PrintStream out = console.lines();
    out.print(
        "before\n| name | ms |\n|---|---:|\n| a\\|b | 1.5 |\n| **all** | 100.25 |\n\nafter\n");
    console.complete();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("before", "name      ms", "a|b      1.5", "all   100.25", "", "after");
  }

  @Test
  void aTableAtTheEndIsPrintedToo() {
    console.lines().print("| a |\n|---|\n| 1 |\n");
    console.complete();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("a", "1");
  }
}
