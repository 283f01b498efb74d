package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.evaluation.FakeModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
  @TempDir Path directory;
  private FakeModels fakes;
  private Path exact;
  private Path off;
  private Path out;

  @BeforeEach
  void makeModels() throws IOException {
    fakes = new FakeModels(directory, 6);
    exact = fakes.model("exact", 0);
    off = fakes.model("off", 3);
    out = directory.resolve("out");
  }

  private record Outcome(int exitCode, String output, String error) {}

  private Outcome run(List<?> arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] texts =
        Stream.concat(Stream.of("evaluate"), arguments.stream())
            .map(Object::toString)
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, fakes::open, texts);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private Outcome compare(Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("--annotations", fakes.annotations, "--images", fakes.images));
    arguments.addAll(List.of("--model", exact, "--model", off, "--out", out));
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.resolve("report.json").toFile());
  }

  @Test
  void printsTwoTablesAndWritesTheReports() throws IOException {
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    assertThat(outcome.output())
        .contains("over 6 images", "speed-up", "mask AP", "exact  ", "off  ");
    assertThat(outcome.output().lines()).allMatch(line -> line.length() <= 120);
    assertThat(json().at("/models/1/name").textValue()).isEqualTo("off");
    assertThat(json().get("command").textValue())
        .startsWith("quantmask evaluate --annotations ")
        .endsWith("--out " + out);
    assertThat(out.resolve("report.md")).content().contains("| exact |");
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-if-ap-drop=50, 0, ''",
    "--fail-if-ap-drop=1, 3, 'threshold: off: box AP fell by '",
    "--fail-if-slower-than=1.5, 0, ''",
    "--fail-if-slower-than=4, 3, 'threshold: off: 3.273 times as fast as exact, expected at least 4.0'"
  })
  void failsBelowThresholds(String option, int exitCode, String reason) {
    Outcome outcome = compare(option);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(exitCode);
    assertThat(outcome.error()).contains(reason);
    assertThat(outcome.output()).contains("speed-up");
    if (exitCode == 0) {
      assertThat(outcome.error()).doesNotContain("thresholds");
    }
  }

  @Test
  void shardsAreMergedAndJudged() throws IOException {
    for (int i = 0; i < 2; i++) {
      Outcome part = compare("--shard", i + "/2");
      assertThat(part.exitCode()).as(part.error()).isZero();
      assertThat(part.output()).isEmpty();
      assertThat(part.error()).contains("measured; `evaluate --merge` compares");
    }
    Outcome merged = run(List.of("--merge", out, "--out", out, "--fail-if-slower-than", 4));
    assertThat(merged.exitCode()).isEqualTo(3);
    assertThat(merged.output()).contains("over 6 images");
    assertThat(json().get("command").textValue().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("--shard 0/2"))
        .anyMatch(line -> line.startsWith("quantmask evaluate --merge"));
    Outcome again = run(List.of("--merge", out, "--out", out));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.error()).contains("report.json is there already", "--resume");
    assertThat(run(List.of("--merge", out, "--out", out, "--resume")).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--limit=0, '--limit: expected at least 1, found 0'",
    "--warm-up=-1, '--warm-up: expected at least 0, found -1'",
    "--shard=2/2, 'shard: expected 0/2 to 1/2, found 2/2'",
    "--shard=two, 'shard: expected i/n with i from 0 to n - 1'",
    "--fail-if-ap-drop=-1, '--fail-if-ap-drop: expected points from 0 on, found -1.0'",
    "--fail-if-slower-than=0, '--fail-if-slower-than: expected a ratio above 0, found 0.0'",
    "--merge=x, 'mutually exclusive'"
  })
  void badUsage(String option, String message) {
    Outcome outcome = compare(option);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void optionsThatDoNotGoTogether() {
    assertThat(compare("--shard", "0/2", "--fail-if-ap-drop", 1).error())
        .contains("expected with --merge, which compares; found with --shard");
    assertThat(run(List.of()).error()).contains("Missing required argument");
    assertThat(run(List.of("--model", exact)).error())
        .contains("Missing required options: --annotations=FILE and --images=DIR");
    assertThat(run(List.of("--checkpoint", exact)).error()).contains("--config");
    assertThat(run(List.of("--merge", out, "--limit", 3)).error())
        .contains("--limit: expected for measuring, found with --merge");
    assertThat(
            run(List.of(
                    "--checkpoint",
                    exact,
                    "--config",
                    exact,
                    "--shard",
                    "0/2",
                    "--annotations",
                    fakes.annotations,
                    "--images",
                    fakes.images))
                .error())
        .contains("--shard: expected --model, the same files on every machine");
    assertThat(
            run(List.of(
                    "--model",
                    exact,
                    "--annotations",
                    fakes.annotations,
                    "--images",
                    fakes.images,
                    "--fail-if-ap-drop",
                    1))
                .error())
        .contains("expected at least two --model, found one");
  }

  @Test
  void badInput() throws IOException {
    Outcome same = compare("--model", exact);
    assertThat(same.exitCode()).isEqualTo(1);
    assertThat(same.error()).contains("expected different ones, found", "with the same contents");
    Outcome missing = compare("--model", directory.resolve("no.pt"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.error()).contains("no.pt: no such file or directory");
    Files.delete(fakes.images.resolve("p1.png"));
    Outcome image = compare();
    assertThat(image.exitCode()).isEqualTo(1);
    assertThat(image.error()).contains("1 of 6 images are missing: ", "p1.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void archivesThatAreThereStay() throws IOException {
    Path models = Files.createDirectories(out.resolve("models"));
    Files.writeString(models.resolve("linear.pt"), "mine");
    Outcome outcome =
        run(
            List.of(
                "--checkpoint",
                exact,
                "--config",
                exact,
                "--annotations",
                fakes.annotations,
                "--images",
                fakes.images,
                "--out",
                out));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("linear.pt is there already", "--resume");
    assertThat(models.resolve("linear.pt")).hasContent("mine");
    assertThat(models.resolve("fp32.pt")).doesNotExist();
  }

  @Test
  void commandsAreQuotedWhereTheyMustBe() {
    assertThat(CommandText.of(List.of("evaluate", "--out=a b", "it's", "plain-1.0_x/y")))
        .isEqualTo("quantmask evaluate '--out=a b' 'it'\\''s' plain-1.0_x/y");
  }
}
