package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.engine.Device;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.TrainingNetwork;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.checkpoint.CheckpointWriter;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that the real Detectron2 began continues here, with the losses and weights that
 * Detectron2 itself had. Every image is in every batch and nothing is drawn at random.
 */
class ResumeIT {
  private static final Path BEGUN = Path.of("test-data/training/resume");

  /** Six iterations in float64 differ by less than this from those in float32. */
  private static final double LOSS_TOLERANCE = 1e-3;

  private static final float WEIGHT_TOLERANCE = 1e-5f;

  private static final Path CONFIG = BEGUN.resolve("config.yaml");

  @TempDir private Path directory;

  private record Losses(List<TrainingMonitor.Progress> list) implements TrainingMonitor {
    @Override
    public void message(String text) {}

    @Override
    public void progress(Progress progress) {
      list.add(progress);
    }

    double rate(int index) {
      return list.get(index).losses().get("lr");
    }

    /** Progress has the means of all iterations until then. */
    double of(String name, int index) {
      double sum = list.get(index).losses().get(name) * (index + 1);
      return index == 0 ? sum : sum - list.get(index - 1).losses().get(name) * index;
    }
  }

  private Losses resume(Path run) throws IOException {
    Files.createDirectories(run);
    for (String name : List.of("last_checkpoint", "model_0000002.pth")) {
      Files.copy(BEGUN.resolve(name), run.resolve(name));
    }
    TrainingSettings settings =
        new TrainingSettings(
            CONFIG,
            new TrainingSettings.Data(BEGUN.resolve("annotations.json"), BEGUN.resolve("images")),
            Optional.empty(),
            run,
            Optional.empty(),
            Optional.empty(),
            Device.CPU,
            true);
    Losses losses = new Losses(new ArrayList<>());
    try (TrainingRun training = TrainingRun.open(settings, losses)) {
      training.run();
    }
    return losses;
  }

  @Test
  void detectron2sTrainingContinuesWithItsLosses() throws IOException {
    Path run = directory.resolve("run");
    Losses losses = resume(run);

    JsonNode expected = new ObjectMapper().readTree(BEGUN.resolve("losses.json").toFile());
    JsonNode rows = expected.get("runs").get("resumed, data goes on");
    assertThat(rows).hasSize(3);
    assertThat(losses.list()).hasSize(3);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(losses.list().get(i).iteration()).isEqualTo(rows.get(i).get("iteration").asInt());
      for (String name :
          List.of(
              "loss_cls",
              "loss_box_reg",
              "loss_mask",
              "loss_rpn_cls",
              "loss_rpn_loc",
              "rpn/num_pos_anchors",
              "roi_head/num_fg_samples")) {
        assertThat(losses.of(name, i))
            .as("%s of iteration %d", name, i + 4)
            .isCloseTo(rows.get(i).get(name).asDouble(), within(LOSS_TOLERANCE));
      }
      assertThat(losses.of("total_loss", i))
          .isCloseTo(rows.get(i).get("total_loss").asDouble(), within(2 * LOSS_TOLERANCE));
      assertThat(losses.rate(i)).isCloseTo(rows.get(i).get("lr").get(0).asDouble(), within(1e-9));
    }
    assertWeights(run.resolve("model_final.pth"), expected.get("weights_first6"));
    assertThat(run.resolve("last_checkpoint")).hasContent("model_final.pth");
    assertSameLayout(BEGUN.resolve("model_0000002.pth"), run.resolve("model_final.pth"));
    assertThat(run.resolve("model_0000002.pth")).exists();
  }

  private static void assertWeights(Path file, JsonNode expected) throws IOException {
    JsonNode weights = expected.get("6 resumed, data goes on");
    assertThat(weights).hasSize(12);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      weights
          .properties()
          .forEach(
              entry -> {
                float[] values = new ObjectMapper().convertValue(entry.getValue(), float[].class);
                assertThat(Arrays.copyOf(tensor(checkpoint, entry.getKey()), values.length))
                    .as(entry.getKey())
                    .containsExactly(values, within(WEIGHT_TOLERANCE));
              });
    }
  }

  private static float[] tensor(Checkpoint checkpoint, String name) {
    return ((Tensor) checkpoint.beside("model", name)).toFloats();
  }

  /** Everything but the numbers that change with the iterations is the same, keys by keys. */
  private static void assertSameLayout(Path theirs, Path ours) throws IOException {
    try (Checkpoint their = Checkpoint.open(theirs);
        Checkpoint our = Checkpoint.open(ours)) {
      assertThat(our.tensors().keySet()).containsExactlyElementsOf(their.tensors().keySet());
      Map<String, String> advanced = new TreeMap<>();
      describe("trainer", their.beside("trainer"), advanced);
      describe("iteration", their.beside("iteration"), advanced);
      for (String key : List.of("iteration", "trainer/iteration", "trainer/_trainer/iteration")) {
        assertThat(advanced.replace(key, "5")).isEqualTo("2");
      }
      advanced.replace("trainer/hooks/LRScheduler/last_epoch", "6");
      String group = "trainer/_trainer/optimizer/param_groups/";
      advanced.replace(group + "0/lr", "5.0E-5");
      advanced.replace(group + "1/lr", "1.0E-4");
      Map<String, String> found = new TreeMap<>();
      describe("trainer", our.beside("trainer"), found);
      describe("iteration", our.beside("iteration"), found);

      assertThat(found).isEqualTo(advanced).hasSizeGreaterThan(80);
    }
  }

  private static void describe(String place, Object value, Map<String, String> found) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> describe(place + "/" + key, inner, found));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        describe(place + "/" + i, list.get(i), found);
      }
    } else if (value instanceof Tensor tensor) {
      found.put(place, tensor.dataType() + " " + Arrays.toString(tensor.shape()));
    } else {
      String text =
          value instanceof Double number ? Float.toString(number.floatValue()) : "" + value;
      found.put(place, text);
    }
  }

  @Test
  void olderLayoutsContinueTheSame() throws IOException {
    List<NetworkParameter> parameters = parameters();
    TrainingConfig.Solver solver = Detectron2TrainingConfig.read(CONFIG).solver();
    TrainingState newest =
        TrainingState.read(BEGUN.resolve("model_0000002.pth"), parameters, solver);
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, Object> model = new LinkedHashMap<>();
    newest.weights().forEach((name, tensor) -> model.put("module." + name, stored(tensor)));
    Map<Object, Object> states = new LinkedHashMap<>();
    List<Object> groups = new ArrayList<>();
    for (NetworkParameter parameter : parameters) {
      if (parameter.trained()) {
        long index = groups.size();
        float[] velocity = newest.velocities().get(parameter.name());
        int[] shape = parameter.shape().stream().mapToInt(Integer::intValue).toArray();
        states.put(index, Map.of("momentum_buffer", stored(Tensor.ofFloats(velocity, shape))));
        groups.add(Map.of("params", List.of(index)));
      }
    }
    root.put("model", model);
    root.put("optimizer", Map.of("state", states, "param_groups", groups));
    root.put("scheduler", Map.of("last_epoch", 3L));
    root.put("iteration", 2L);
    Path file = directory.resolve("older.pth");
    CheckpointWriter.write(file, root);

    TrainingState older = TrainingState.read(file, parameters, solver);

    assertThat(older.iterations()).isEqualTo(3);
    assertThat(older.weights().keySet()).isEqualTo(newest.weights().keySet());
    assertThat(older.velocities().keySet())
        .containsExactlyInAnyOrderElementsOf(newest.velocities().keySet())
        .hasSize(80);
    newest
        .velocities()
        .forEach((name, values) -> assertThat(older.velocities().get(name)).isEqualTo(values));
  }

  @Test
  void otherCheckpointsSayWhatIsMissing() throws IOException {
    Path file = directory.resolve("published.pth");
    TrainingConfig.Solver solver = Detectron2TrainingConfig.read(CONFIG).solver();
    CheckpointWriter.write(file, Map.of("model", Map.of("w", StoredTensor.of(new float[1], 1))));
    assertThatIOException()
        .isThrownBy(() -> TrainingState.read(file, parameters(), solver))
        .withMessage(
            file
                + ": expected an iteration to continue from, found none; --init starts from its"
                + " weights");
    Path other = directory.resolve("other.yaml");
    Files.writeString(
        other,
        Files.readString(CONFIG)
            .replace("BIAS_LR_FACTOR: 2.0", "BIAS_LR_FACTOR: 1.0")
            .replace("WEIGHT_DECAY_BIAS: 0.0", "WEIGHT_DECAY_BIAS: null"));
    TrainingConfig.Solver plain = Detectron2TrainingConfig.read(other).solver();
    Path theirs = BEGUN.resolve("model_0000002.pth");
    assertThatIOException()
        .isThrownBy(() -> TrainingState.read(theirs, parameters(), plain))
        .withMessage(
            theirs
                + ": expected an optimizer of groups of [80] parameters, as SOLVER and MODEL say,"
                + " found [61, 19]");
  }

  private static List<NetworkParameter> parameters() throws IOException {
    return new TrainingNetwork(
            Detectron2Config.read(CONFIG, List.of()), Detectron2TrainingConfig.read(CONFIG))
        .parameters();
  }

  private static StoredTensor stored(Tensor tensor) {
    return StoredTensor.of(tensor.toFloats(), tensor.shape());
  }
}
