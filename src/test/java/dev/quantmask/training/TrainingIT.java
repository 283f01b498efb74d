package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.cli.CommandLineInterface;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.TorchDevice;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rendered frames to a checkpoint, by the commands; a tiny network, a minute at most. */
class TrainingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CONFIG = Path.of("test-data/training/tiny.yaml");

  @TempDir static Path directory;
  private static Path frames;
  private static Path annotations;

  @BeforeAll
  static void makeFrames() {
    frames = directory.resolve("frames");
    annotations = directory.resolve("annotations.json");
    run(
        "dataset",
        "synthesize",
        "--out",
        frames.toString(),
        "--count",
        "8",
        "--seed",
        "3",
        "--size",
        "200x112");
    run(
        "dataset",
        "import",
        "--format",
        "labelme",
        "--in",
        frames.toString(),
        "--classes",
        frames.resolve("classes.txt").toString(),
        "--out",
        annotations.toString());
  }

  private static void run(String... arguments) {
    assertThat(CommandLineInterface.run(arguments)).as(String.join(" ", arguments)).isZero();
  }

  /** Stops as a killed process would: after an iteration, whatever was written until then. */
  private record Watcher(int lastIteration, List<String> messages) implements TrainingMonitor {
    private static final class Killed extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void message(String text) {
      messages.add(text);
    }

    @Override
    public void progress(Progress progress) {
      if (progress.iteration() == lastIteration) {
        throw new Killed();
      }
    }
  }

  private static TrainingSettings settings(Path config, Path out, boolean resume) {
    TrainingSettings.Data data = new TrainingSettings.Data(annotations, frames);
    return new TrainingSettings(
        config,
        data,
        Optional.of(data),
        out,
        Optional.empty(),
        Optional.empty(),
        Device.AUTO,
        resume);
  }

  private static List<String> train(TrainingSettings settings, int lastIteration)
      throws IOException {
    List<String> messages = new ArrayList<>();
    try (TrainingRun run = TrainingRun.open(settings, new Watcher(lastIteration, messages))) {
      run.run();
    }
    return messages;
  }

  /** Lines of metrics.jsonl without times, which differ. */
  private static List<String> losses(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"), StandardCharsets.UTF_8)) {
      JsonNode node = JSON.readTree(line);
      ((ObjectNode) node).remove("time");
      lines.add(node.toString());
    }
    return lines;
  }

  @Test
  void theLossFallsAndAKilledTrainingGoesOnAsIfNothingHadBeen() throws IOException {
    Path whole = directory.resolve("whole");
    Path killed = directory.resolve("killed");
    List<String> messages = train(settings(CONFIG, whole, false), -1);
    assertThatExceptionOfType(Watcher.Killed.class)
        .isThrownBy(() -> train(settings(CONFIG, killed, false), 33));
    List<String> resumed = train(settings(CONFIG, killed, true), -1);

    assertThat(losses(killed)).isEqualTo(losses(whole)).hasSize(4);
    assertThat(messages).anyMatch(text -> text.startsWith("iteration 60: box AP "));
    assertThat(messages)
        .anyMatch(
            text -> text.endsWith("model_0000039.pth: written; model_0000019.pth is deleted"));
    assertThat(resumed).anyMatch(text -> text.contains("model_0000019.pth"));
    double first = JSON.readTree(losses(whole).get(0)).get("total_loss").asDouble();
    double last = JSON.readTree(losses(whole).get(2)).get("total_loss").asDouble();
    assertThat(last).isLessThan(0.8 * first);
    assertThat(Files.mismatch(whole.resolve("model_final.pth"), killed.resolve("model_final.pth")))
        .isEqualTo(-1);
    assertThat(Files.size(whole.resolve("training.png"))).isGreaterThan(5000);
  }

  @Test
  void aCheckpointHasWhatDetectron2Stores() throws IOException {
    Path out = directory.resolve("layout");
    assertThatExceptionOfType(Watcher.Killed.class)
        .isThrownBy(() -> train(settings(CONFIG, out, false), 21));
    try (Checkpoint checkpoint = Checkpoint.open(out.resolve("model_0000019.pth"))) {
      assertThat(checkpoint.beside("iteration")).isEqualTo(19L);
      assertThat(checkpoint.tensors().keySet())
          .startsWith("backbone.fpn_lateral2.weight", "backbone.fpn_lateral2.norm.weight")
          .contains(
              "backbone.bottom_up.stem.conv1.norm.num_batches_tracked",
              "backbone.bottom_up.res2.0.shortcut.weight",
              "proposal_generator.rpn_head.objectness_logits.bias",
              "roi_heads.mask_head.predictor.weight");
      assertThat(batchesSeen(checkpoint)).isEqualTo(20);
    }
    Path next = directory.resolve("next");
    TrainingSettings settings = settings(CONFIG, next, false);
    assertThatExceptionOfType(Watcher.Killed.class)
        .isThrownBy(
            () ->
                train(
                    new TrainingSettings(
                        CONFIG,
                        settings.training(),
                        Optional.empty(),
                        next,
                        Optional.of(out.resolve("model_0000019.pth")),
                        Optional.empty(),
                        Device.AUTO,
                        false),
                    21));
    try (Checkpoint checkpoint = Checkpoint.open(next.resolve("model_0000019.pth"))) {
      assertThat(batchesSeen(checkpoint))
          .as("those of the checkpoint it began with, too")
          .isEqualTo(40);
    }
    run(
        "convert",
        "--checkpoint",
        out.resolve("model_0000019.pth").toString(),
        "--config",
        out.resolve("config.yaml").toString(),
        "--classes",
        out.resolve("classes.txt").toString(),
        "--out",
        directory.resolve("layout.pt").toString());
  }

  private static long batchesSeen(Checkpoint checkpoint) throws IOException {
    return checkpoint
        .tensors()
        .get("backbone.bottom_up.stem.conv1.norm.num_batches_tracked")
        .contiguousBytes()
        .getLong(0);
  }

  @Test
  void aLossThatIsNotFiniteStopsWithTheImages() throws IOException {
    Path config = directory.resolve("diverging.yaml");
    String text = Files.readString(CONFIG, StandardCharsets.UTF_8);
    Files.writeString(
        config,
        text.replace("BASE_LR: 0.02", "BASE_LR: 1.0e+30")
            .replace("ENABLED: true", "ENABLED: false"));
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> train(settings(config, directory.resolve("diverging"), false), -1))
        .withMessageMatching("iteration \\d+: expected finite losses, found .* on images \\[.*\\]");
  }

  @Test
  void weightsThatAreNotFiniteBecomeNoCheckpoint() throws IOException {
    Path config = directory.resolve("exploding.yaml");
    Path out = directory.resolve("exploding");
    String text = Files.readString(CONFIG, StandardCharsets.UTF_8);
    Files.writeString(
        config,
        text.replace("BASE_LR: 0.02", "BASE_LR: 1.0e+300")
            .replace("MAX_ITER: 60", "MAX_ITER: 1")
            .replace("ENABLED: true", "ENABLED: false"));
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> train(settings(config, out, false), -1))
        .withMessageMatching(
            "iteration 1: expected finite weights, found others in backbone\\..*: no checkpoint is"
                + " written");
    assertThat(out.resolve("last_checkpoint")).doesNotExist();
  }

  @Test
  void aTrainingIsNotBegunOverAnother() throws IOException {
    Path out = directory.resolve("twice");
    Files.createDirectories(out);
    Files.writeString(out.resolve("last_checkpoint"), "model_0000019.pth\n");
    assertThatIOException()
        .isThrownBy(() -> train(settings(CONFIG, out, false), -1))
        .withMessage(out + ": a training is there already; --resume continues it");
  }

  @Test
  void aValidationThatIsRefusedLeavesNothing() throws IOException {
    Path val = directory.resolve("other-classes.json");
    String text = Files.readString(annotations, StandardCharsets.UTF_8);
    Files.writeString(val, text.replace("\"player\"", "\"someone\""));
    Path out = directory.resolve("refused");
    TrainingSettings settings =
        new TrainingSettings(
            CONFIG,
            new TrainingSettings.Data(annotations, frames),
            Optional.of(new TrainingSettings.Data(val, frames)),
            out,
            Optional.empty(),
            Optional.empty(),
            Device.CPU,
            false);
    assertThatIOException()
        .isThrownBy(() -> train(settings, -1))
        .withMessageContaining("class 0 is 'someone', expected 'player'");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDeviceThatIsNotThere() throws IOException {
    TorchRuntime.start(1);
    assumeTrue(!TorchDevice.choose(Device.AUTO).isGpu(), "there is a GPU");
    Path out = directory.resolve("device");
    TrainingSettings.Data data = new TrainingSettings.Data(annotations, frames);
    TrainingSettings settings =
        new TrainingSettings(
            CONFIG,
            data,
            Optional.empty(),
            out,
            Optional.empty(),
            Optional.empty(),
            Device.CUDA,
            false);
    assertThatIOException()
        .isThrownBy(() -> train(settings, -1))
        .withMessage("device: cuda was asked for, and libtorch sees no CUDA device");
    assertThat(out).doesNotExist();
  }

  @Test
  void otherClassesAreDrawnAnewAndSaidSo() throws IOException {
    Path reference = Path.of("test-data/training/cases/bn");
    Path config = directory.resolve("eight.yaml");
    String text = Files.readString(reference.resolve("config.yaml"), StandardCharsets.UTF_8);
    Files.writeString(
        config,
        text.replaceAll("NUM_CLASSES: 3", "NUM_CLASSES: 8")
            .replaceAll("IMS_PER_BATCH: \\d+", "IMS_PER_BATCH: 1")
            .replaceAll(
                "(?s)MIN_SIZE_TRAIN:.*?MIN_SIZE_TRAIN_S",
                "MIN_SIZE_TRAIN: [96]\n  MIN_SIZE_TRAIN_S")
            .replaceAll("MAX_ITER: \\d+", "MAX_ITER: 1"));
    TrainingSettings settings = settings(config, directory.resolve("init"), false);
    List<String> messages =
        train(
            new TrainingSettings(
                config,
                settings.training(),
                Optional.empty(),
                settings.out(),
                Optional.of(reference.resolve("model.pth")),
                Optional.empty(),
                Device.CPU,
                false),
            -1);
    assertThat(messages)
        .contains(
            "roi_heads.box_predictor.cls_score: initialized at random, because the classes differ: 9 outputs"
                + " instead of 4");
  }
}
