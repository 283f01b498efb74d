package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.torch.DetectorOpener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {
  private static final String INPUTS =
      "--model no.pt --annotations no.json --calibration src/main/model --out best.pt";

  @TempDir Path directory;

  private record Outcome(int exitCode, String error) {}

  private static Outcome run(String options) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    String[] arguments =
        Stream.of(("tune " + options).split(" "))
            .filter(each -> !each.isEmpty())
            .toArray(String[]::new);
    int exitCode = CommandLineInterface.run(console, DetectorOpener.LIBTORCH, arguments);
    return new Outcome(exitCode, error.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '(--target-ms=MS | --max-loss=POINTS)'",
    "--target-ms 60 --max-loss 0.3, 'are mutually exclusive'",
    "--target-ms 0, '--target-ms: expected milliseconds above 0, found 0.0'",
    "--max-loss -1, '--max-loss: expected points of AP from 0 on, found -1.0'",
    "--max-loss NaN, '--max-loss: expected points of AP from 0 on, found NaN'",
    "--max-loss 1 --budget 30, 'expected a time such as 90s, 30m or 2h, found ''30'''",
    "--max-loss 1 --limit 0, '--limit: expected at least 1, found 0'",
    "--max-loss 1 --threads 0, '--threads: expected at least 1, found 0'",
    "--max-loss 1 --checkpoint a.pth --config b.yaml, 'are mutually exclusive'",
    "--max-loss 1 --ranges r.json, '--calibration, --ranges: expected one of them, found both'"
  })
  void badUsage(String options, String message) {
    Outcome outcome = run(INPUTS + " " + options);
    assertThat(outcome.error()).contains(message);
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void needsRangesOrImagesForThem() {
    Outcome outcome = run("--model no.pt --annotations no.json --out best.pt --max-loss 1");
    assertThat(outcome.error()).contains("--calibration: scheme static needs images");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void aModelThatIsNotThereIsBadInput() {
    Outcome outcome =
        run(
            "--model no.pt --annotations no.json --calibration test-data/frames --max-loss 1 --out "
                + directory.resolve("best.pt"));
    assertThat(outcome.error()).contains("no.pt: no such file or directory");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anArchiveInEightBitsIsBadInput() {
    Outcome outcome =
        run(
            "--model src/main/model/default.pt --annotations test-data/frames/annotations.json"
                + " --calibration test-data/frames --max-loss 1 --out "
                + directory.resolve("best.pt"));
    assertThat(outcome.error())
        .contains("expected an archive of scheme fp32, found static; tune the one that `convert`");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
  }
}
