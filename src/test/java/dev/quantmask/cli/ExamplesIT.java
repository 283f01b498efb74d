package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.video.MovingClip;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the help work one after another: each has what those before it have written. */
@Timeout(600)
class ExamplesIT {
  private static final Path PROGRAM = Path.of("target/quarkus-app/quarkus-run.jar");

  private static final List<String> ORDER =
      List.of(
          "dataset synthesize",
          "dataset import",
          "dataset export",
          "dataset check",
          "dataset stats",
          "train",
          "convert",
          "quantize",
          "detect",
          "inspect",
          "bench",
          "evaluate",
          "tune",
          "coco score",
          "track score",
          "roi encode");

  @TempDir Path directory;

  @Test
  void everyExampleOfTheHelpWorks() throws Exception {
    assertThat(ORDER).containsExactlyInAnyOrderElementsOf(CommandHelp.commands().keySet());
    bringWhatTheUserHas();
    for (String command : ORDER) {
      run(CommandHelp.exampleOf(command));
    }
  }

  /** A video, a configuration, and detections and tracks in files which no command writes. */
  private void bringWhatTheUserHas() throws Exception {
    String config = Files.readString(Path.of("test-data/training/tiny.yaml"));
    Files.writeString(
        directory.resolve("config.yaml"), config.replace("MAX_ITER: 60", "MAX_ITER: 4"));
    Files.writeString(
        directory.resolve("detections.json"),
        "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [10, 10, 20, 20], \"score\": 0.5}]");
    Files.writeString(directory.resolve("gt.txt"), "1,1,10,10,20,20,1,1,1\n");
    Files.writeString(directory.resolve("tracks.txt"), "1,1,10,10,20,20,0.9,-1,-1,-1\n");
    new MovingClip().write(directory.resolve("game.mp4"), 5); // FFmpeg looks inside
  }

  /** A test has less time than the budget of `tune`. */
  private static String shorter(String word) {
    return word.equals("30m") ? "20s" : word;
  }

  private void run(List<String> example) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", PROGRAM.toAbsolutePath().toString()));
    example.stream().skip(1).map(ExamplesIT::shorter).forEach(command::add);
    File log = directory.resolve("log.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("end of %s", example).isTrue();
      assertThat(process.exitValue())
          .as("%s: %s", example, Files.readString(log.toPath()))
          .isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
