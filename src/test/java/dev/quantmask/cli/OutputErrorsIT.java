package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quantmask.io.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that cannot be written: of commands that need libtorch, and of whole processes. */
class OutputErrorsIT {
  private static final String FRAMES = "test-data/frames";
  private static final String FRAME = FRAMES + "/frame_000001.jpg";
  private static final String DATA = " --annotations test-data/frames/annotations.json --images ";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench --model MODEL --runs 1 --json OUT/a.json " + FRAME,
        "quantize --model FP32 --scheme static --calibration test-data/frames --calibration-images 1"
            + " --save-ranges OUT/a.json --out WORK/a.pt",
        "evaluate --model MODEL --limit 1 --warm-up 1 --out OUT/run" + DATA + FRAMES,
        "train --config CONFIG --out OUT/run" + DATA + FRAMES
      })
  void onAFullDiskTheFileIsNamed(String command) throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"))) {
      Files.createDirectory(disk.folder().resolve("run"));
      disk.fill();
      List<String> before = SmallDisk.contents(disk.folder());
      Outcome outcome = Outcome.onJvm((Object[]) words(command, disk.folder()));
      assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
      assertThat(outcome.error())
          .containsPattern("quantmask: " + disk.folder() + "/.*: cannot be written: .*; make room")
          .doesNotContain("\tat ");
      assertThat(SmallDisk.contents(disk.folder()))
          .filteredOn(file -> !file.contains("part-0-of-1.jsonl")) // for --resume, without lines
          .isEqualTo(before);
    }
  }

  private String[] words(String command, Path out) throws Exception {
    Path archive = directory.resolve("fp32.pt");
    if (command.contains("FP32")) {
      String model = "src/main/model/";
      Object[] convert = {
        "convert", "--checkpoint", model + "model.pth", "--config", model + "config.yaml", "--out"
      };
      Object[] all = Arrays.copyOf(convert, convert.length + 1);
      all[convert.length] = archive;
      assertThat(Outcome.onJvm(all).exitCode()).isZero();
    }
    return command
        .replace("FP32", archive.toString())
        .replace("MODEL", "src/main/model/default.pt")
        .replace("CONFIG", "test-data/training/tiny.yaml")
        .replace("WORK", directory.toString())
        .replace("OUT", out.toString())
        .split(" ");
  }

  /** A process of its own, as a line of a shell; {@code $Q} is the program. */
  private String shell(String line, int exitCode) throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "/bin/bash starts the program");
    Path log = directory.resolve("log");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-o", "pipefail", "-c", line)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("J", java);
    builder.environment().put("Q", "-jar target/quarkus-app/quarkus-run.jar");
    builder.environment().put("DIR", directory.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect --model src/main/model/default.pt", "detect " + FRAME})
  void aFullStandardOutputIsAnError(String command) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "/dev/full is of Linux");
    assertThat(shell("$J $Q " + command + " > /dev/full", 1))
        .startsWith("quantmask: standard output: cannot be written: ")
        .hasLineCount(1);
  }

  @Test
  void aReaderWhoHasEnoughIsNoError() throws Exception {
    assertThat(shell("$J $Q inspect --tensors --model src/main/model/default.pt | true", 0))
        .isEmpty();
  }

  /** At the first start libtorch's libraries are unpacked. */
  @Test
  void librariesThatCannotBeUnpackedAreTold() throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"))) {
      assertThat(shell("$J -DENGINE_CACHE_DIR=$DIR/disk $Q detect " + FRAME, 1))
          .startsWith("quantmask: " + disk.folder() + ": libtorch cannot be unpacked: ")
          .contains("-DENGINE_CACHE_DIR=DIR")
          .hasLineCount(1);
      assertThat(SmallDisk.contents(disk.folder())).isEmpty();
    }
  }

  /** The limit on files works for every user. */
  @Test
  void aLimitOnTheSizeOfFilesIsTold() throws Exception {
    String line =
        "ulimit -f 1000; $J $Q convert --checkpoint src/main/model/model.pth --config"
            + " src/main/model/config.yaml --out $DIR/a.pt";
    assertThat(shell(line, 1))
        .contains("quantmask: " + directory.resolve("a.pt") + ": cannot be written: ")
        .contains("(ulimit -f)");
    assertThat(SmallDisk.contents(directory)).hasSize(1); // the log
  }

  @Test
  void tooLittleMemoryIsToldWithTheFile() throws Exception {
    String name = "a".repeat(60);
    StringBuilder text = new StringBuilder("{\"annotations\":[],\"categories\":[],\"images\":[");
    for (int i = 1; i <= 200_000; i++) {
      text.append(i == 1 ? "{\"id\":" : ",{\"id\":").append(i).append(",\"file_name\":\"");
      text.append(name).append(i).append("\",\"width\":9,\"height\":9}");
    }
    Path large = directory.resolve("large.json");
    Files.writeString(large, text.append("]}"));
    assertThat(shell("$J -Xmx16m $Q dataset stats --annotations $DIR/large.json", 1))
        .startsWith("quantmask: dataset stats ran out of memory (")
        .contains("the last file opened is " + large, "java -Xmx")
        .hasLineCount(1);
  }
}
