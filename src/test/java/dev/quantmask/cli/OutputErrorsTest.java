package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.FakeDetector;
import dev.quantmask.io.SmallDisk;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that cannot be written, of each command that writes and needs no libtorch. */
@Tag("slow")
class OutputErrorsTest {
  private static final Path MODELS = Path.of("src/main/model");

  @TempDir static Path inputs;
  private static Path archive;
  private static Path image;
  @TempDir Path directory;

  /** A command, and a file that it writes. */
  private enum Writing {
    CONVERT(
        "convert --checkpoint MODELS/model.pth --config MODELS/config.yaml --out OUT/a.pt", "a.pt"),
    QUANTIZE("quantize --model ARCHIVE --scheme dynamic --out OUT/a.pt", "a.pt"),
    DETECT("detect --json OUT/a.jsonl IMAGE", "a.jsonl"),
    OVERLAY("detect --overlay OUT IMAGE", "image.png"),
    IMPORT(
        "dataset import --format labelme --in test-data/frames --out OUT/a.json --report"
            + " INPUTS/r.json",
        "a.json"),
    FINDINGS(
        "dataset import --format labelme --in test-data/frames --out INPUTS/a.json --report"
            + " OUT/r.json",
        "r.json"),
    SYNTHESIZE("dataset synthesize --count 1 --seed 1 --overwrite --out OUT", "frame_000000.jpg"),
    STATISTICS("dataset stats --annotations ANNOTATIONS --json OUT/a.json", "a.json"),
    CHARTS("dataset stats --annotations ANNOTATIONS --out OUT", "classes.png"),
    CHECK("dataset check --annotations ANNOTATIONS --json OUT/a.json", "a.json"),
    SCORE("coco score --gt ANNOTATIONS --dt DETECTIONS --json OUT/a.json", "a.json");

    private final String command;
    private final String file;

    Writing(String command, String file) {
      this.command = command;
      this.file = file;
    }

    boolean writesIntoFolder() {
      return !command.contains("OUT/");
    }

    String[] arguments(Path out) {
      return OutputErrorsTest.arguments(command.replace("OUT", out.toString()));
    }
  }

  private static String[] arguments(String command) {
    return command
        .replace("INPUTS", inputs.toString())
        .replace("ARCHIVE", archive.toString())
        .replace("MODELS", MODELS.toString())
        .replace("IMAGE", image.toString())
        .replace("ANNOTATIONS", "test-data/frames/annotations.json")
        .replace("DETECTIONS", inputs.resolve("found.json").toString())
        .split(" ");
  }

  private record Outcome(int exitCode, String error) {}

  @BeforeAll
  static void makeInputs() throws IOException {
    archive = inputs.resolve("fp32.pt");
    image = Files.write(inputs.resolve("image.png"), TestImages.png());
    Files.writeString(
        inputs.resolve("found.json"),
        "[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,9,9],\"score\":0.5}]");
    String model = MODELS.resolve("model.pth").toString();
    String config = MODELS.resolve("config.yaml").toString();
    Outcome outcome =
        run("convert", "--checkpoint", model, "--config", config, "--out", archive.toString());
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
  }

  private static Outcome run(String... arguments) {
    return run(new ByteArrayOutputStream(), arguments);
  }

  private static Outcome run(OutputStream output, String... arguments) {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode = CommandLineInterface.run(console, settings -> new FakeDetector(), arguments);
    return new Outcome(exitCode, error.toString(StandardCharsets.UTF_8));
  }

  /** The line that says what is wrong; other lines say how far the command is. */
  private static String message(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
    List<String> messages =
        outcome.error().lines().filter(line -> line.startsWith("quantmask: ")).toList();
    assertThat(messages).as(outcome.error()).hasSize(1);
    return messages.get(0);
  }

  @ParameterizedTest
  @EnumSource
  void onAFullDiskTheFileIsNamedAndTheOldOneStays(Writing writing) throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"))) {
      Files.writeString(disk.folder().resolve(writing.file), "old");
      disk.fill();
      List<String> before = SmallDisk.contents(disk.folder());
      assertThat(message(run(writing.arguments(disk.folder()))))
          .startsWith("quantmask: " + disk.folder())
          .contains(": cannot be written: ")
          .endsWith("; make room on that disk, or write to another one");
      assertThat(SmallDisk.contents(disk.folder())).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onAReadOnlyDiskTheFileIsNamed(Writing writing) throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"))) {
      Files.writeString(disk.folder().resolve(writing.file), "old");
      disk.makeReadOnly();
      List<String> before = SmallDisk.contents(disk.folder());
      assertThat(message(run(writing.arguments(disk.folder()))))
          .startsWith("quantmask: " + disk.folder())
          .endsWith("; write to another folder");
      assertThat(SmallDisk.contents(disk.folder())).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereAFolderIsExpectedOrAFileItIsSaid(Writing writing) throws Exception {
    Path out = directory.resolve("out");
    if (writing.writesIntoFolder()) {
      Files.writeString(out, "a file");
    } else {
      Files.createDirectories(out.resolve(writing.file));
    }
    assertThat(message(run(writing.arguments(out)))).startsWith("quantmask: " + out);
    assertThat(SmallDisk.contents(directory)).hasSize(writing.writesIntoFolder() ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void aMissingFolderIsNamedOrMade(Writing writing) throws Exception {
    Path out = directory.resolve("none");
    Outcome outcome = run(writing.arguments(out));
    if (writing.writesIntoFolder()) {
      assertThat(outcome.exitCode()).as(outcome.error()).isZero();
      assertThat(out.resolve(writing.file)).isNotEmptyFile();
    } else {
      assertThat(message(outcome))
          .isEqualTo(
              Text.format(
                  "quantmask: %s: there is no folder %s; make it first",
                  out.resolve(writing.file), out));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataset stats --annotations ANNOTATIONS",
        "coco score --gt ANNOTATIONS --dt DETECTIONS",
        "inspect --model MODELS/default.pt",
        "detect IMAGE",
        "--help",
        "--version",
        "detect --help"
      })
  void resultsThatDoNotArriveAreAnErrorUnlessNobodyReads(String command) {
    String[] words = arguments(command);
    assertThat(message(run(failing("No space left on device"), words)))
        .startsWith("quantmask: standard output: cannot be written: No space left on device");
    Outcome unread = run(failing("Broken pipe"), words);
    assertThat(unread.exitCode()).isZero();
    assertThat(unread.error()).doesNotContain("quantmask:");
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void aShortageOfMemoryIsToldWithWhatWasDone() {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayOutputStream(), new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode =
        CommandLineInterface.run(
            console,
            settings -> {
              throw new OutOfMemoryError("Java heap space");
            },
            "detect",
            image.toString());
    assertThat(exitCode).isEqualTo(1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .startsWith(
            "quantmask: detect ran out of memory (Java heap space), the last file opened is ")
        .contains("java -Xmx")
        .hasLineCount(1);
  }
}
