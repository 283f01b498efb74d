package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSynthesizeCommandTest {
  private record Outcome(int exitCode, String output, String error) {}

  @TempDir Path directory;

  private static Outcome run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts =
        Stream.concat(Stream.of("dataset", "synthesize"), Stream.of(arguments))
            .map(Object::toString)
            .toArray(String[]::new);
    int exitCode =
        CommandLineInterface.run(
            console,
            settings -> {
              throw new AssertionError("no model is needed");
            },
            texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  @Test
  void writesFrames() {
    Path out = directory.resolve("frames");
    Outcome outcome = run("--out", out, "--count", 3, "--seed", -5, "--size", "160x90");
    assertThat(outcome.error()).isEqualTo(Text.format("%s: 3 images%n", out));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).isEmpty();
    assertThat(out.resolve("frame_000002.jpg")).exists();
    assertThat(out.resolve("frame_000002.json")).content().contains("\"imageWidth\":160");
  }

  @Test
  void writesClips() {
    Path out = directory.resolve("clips");
    Outcome outcome =
        run("--out", out, "--clips", 2, "--frames-per-clip", 3, "--seed", 1, "--size", "160x90");
    assertThat(outcome.error()).isEqualTo(Text.format("%s: 2 clips of 3 frames%n", out));
    assertThat(outcome.exitCode()).isZero();
    assertThat(out.resolve("clip_000001/img1/000003.jpg")).exists();
  }

  @Test
  void imagesOrClipsAreAskedFor() {
    String expected = "expected --count, or --clips with --frames-per-clip";
    Path out = directory.resolve("out");
    assertThat(run("--out", out, "--seed", 1).error()).contains(expected);
    assertThat(run("--out", out, "--seed", 1, "--clips", 1).error()).contains(expected);
    assertThat(run("--out", out, "--seed", 1, "--count", 1, "--frames-per-clip", 1).error())
        .contains(expected);
    Outcome overwrite =
        run("--out", out, "--seed", 1, "--clips", 1, "--frames-per-clip", 1, "--overwrite");
    assertThat(overwrite.error())
        .contains("--overwrite: expected --count; clips need a new or empty folder");
    assertThat(overwrite.exitCode()).isEqualTo(2);
  }

  @Test
  void theUsualSizeIsThatOfTheReadme() {
    Path out = directory.resolve("frames");
    assertThat(run("--out", out, "--count", 1, "--seed", 1).exitCode()).isZero();
    assertThat(out.resolve("frame_000000.json"))
        .content()
        .contains("\"imageHeight\":360,\"imageWidth\":640");
  }

  @Test
  void aFolderThatHoldsSomethingNeedsAWord() throws IOException {
    Files.writeString(directory.resolve("mine.txt"), "mine");
    Object[] arguments = {"--out", directory, "--count", 1, "--seed", 1, "--size", "160x90"};
    Outcome refused = run(arguments);
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(refused.error())
        .isEqualTo(
            Text.format(
                "quantmask: %s: expected a new or an empty folder; --overwrite replaces the frames"
                    + " in it%n",
                directory));
    Outcome allowed = run(Stream.concat(Stream.of(arguments), Stream.of("--overwrite")).toArray());
    assertThat(allowed.exitCode()).isZero();
    assertThat(directory.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void usageIsChecked() {
    Object[] arguments = {"--out", directory.resolve("x"), "--seed", 1, "--count"};
    assertUsage("--count: expected at least 1, found 0", arguments, 0);
    assertUsage("size: expected WIDTHxHEIGHT", arguments, 1, "--size", "wide");
    assertUsage("size: expected 160x90 to 3840x2160, found 10x10", arguments, 1, "--size", "10x10");
    assertUsage("Missing required option: '--seed=S'", new Object[0], "--out", "x", "--count", 1);
    assertThat(directory.resolve("x")).doesNotExist();
  }

  private static void assertUsage(String message, Object[] arguments, Object... more) {
    Outcome outcome = run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains(message, "`quantmask dataset synthesize --help`");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Outcome outcome = run("--out", file, "--count", 1, "--seed", 1, "--size", "160x90");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error()).isEqualTo(Text.format("quantmask: %s: exists already%n", file));
  }
}
