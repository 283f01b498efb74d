package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.engine.TorchDevice;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.TrainingNetwork;
import dev.quantmask.model.weights.StartingWeights;
import dev.quantmask.text.Text;
import dev.quantmask.training.LossNetwork.TrainedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and gradients are those of the independent implementation in test-data/training. */
class LossesIT {
  private static final Path CASES = Path.of("test-data/training/cases");
  private static final Path ZOO = Path.of("test-data/detectron2/zoo");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How much further than the reference itself, with other roundings, ours may be from it: the
   * reference was asked a hundred times only.
   */
  private static final double MARGIN = 3;

  private static final double ROUNDING = 1e-6; // relative: where the reference hardly moves at all

  private static int threads;

  /** With four, group norms end in libtorch 2.7.1 with "double free or corruption". */
  @BeforeAll
  static void useOneThread() throws IOException {
    TorchRuntime.start(1);
    threads = JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
  }

  @AfterAll
  static void useThreadsAsBefore() {
    JniUtils.setNumThreads(threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bn", "frozen", "gn_agnostic"})
  void lossesAndGradientsAreThoseOfTheReference(String name) throws Exception {
    Path folder = CASES.resolve(name);
    JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
    try (LossNetwork network = load(folder, "config.yaml")) {
      assertThose(network, folder, expected);
    }
  }

  /** Without a pyramid, and with deformable convolutions: those of Detectron2 itself. */
  @ParameterizedTest
  @ValueSource(strings = {"cascade", "c4", "dc5", "deformable", "modulated"})
  void lossesAndGradientsAreThoseOfDetectron2(String name) throws Exception {
    Path folder = ZOO.resolve(name);
    try (LossNetwork network = load(folder, "train.yaml")) {
      assertThose(network, folder, JSON.readTree(folder.resolve("training.json").toFile()));
    }
  }

  private static void assertThose(LossNetwork network, Path folder, JsonNode expected)
      throws Exception {
    Losses losses = network.backward(batch(folder), 1);

    assertLoss(losses.rpnClass(), expected, "loss_rpn_cls");
    assertLoss(losses.rpnBox(), expected, "loss_rpn_loc");
    assertLoss(losses.headClass(), expected, "loss_cls");
    assertLoss(losses.headBox(), expected, "loss_box_reg");
    assertLoss(losses.mask(), expected, "loss_mask");
    assertTensors(network, expected.get("gradients"), true);
    assertTensors(network, expected.get("running_statistics"), false);
    assertThat(trained(network)).hasSize(expected.get("gradients").size());
  }

  private static double tolerance(JsonNode spread) {
    return MARGIN * Math.max(spread.doubleValue(), ROUNDING);
  }

  private static List<TrainedTensor> trained(LossNetwork network) {
    return network.tensors().stream().filter(tensor -> tensor.parameter().trained()).toList();
  }

  private static LossNetwork load(Path folder, String file) throws Exception {
    Path config = folder.resolve(file);
    MaskRcnnConfig model = Detectron2Config.read(config, List.of());
    TrainingConfig training = Detectron2TrainingConfig.read(config);
    StartingWeights weights =
        StartingWeights.of(folder.resolve("model.pth"), Optional.empty(), model, 0);
    return LossNetwork.load(
        new TrainingNetwork(model, training), weights.tensors(), TorchDevice.cpu());
  }

  private static Batch batch(Path folder) throws Exception {
    List<Batch.Item> items = new ArrayList<>();
    for (JsonNode image :
        JSON.readTree(folder.resolve("ground_truth.json").toFile()).get("images")) {
      Path file = folder.resolve(image.get("file").asText());
      RgbImage pixels = ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
      List<Example.Truth> objects = new ArrayList<>();
      for (int i = 0; i < image.get("classes").size(); i++) {
        float[] box = JSON.convertValue(image.get("boxes").get(i), float[].class);
        String counts = image.get("masks").get(i).get("counts").asText();
        Rle mask = Rle.fromCompressed(pixels.height(), pixels.width(), counts);
        objects.add(new Example.Truth(box, image.get("classes").get(i).asInt(), mask, List.of()));
      }
      items.add(
          new Batch.Item(
              new Example(items.size(), file, pixels.height(), pixels.width(), objects),
              pixels,
              new Augmentation.Plan(pixels.height(), pixels.width(), false)));
    }
    return new Batch(items);
  }

  private static void assertLoss(float loss, JsonNode expected, String name) {
    double value = expected.get("losses").get(name).asDouble();
    double allowed = tolerance(expected.get("losses_spread").get(name)) * value;
    assertThat((double) loss).as(name).isCloseTo(value, within(allowed));
  }

  private static void assertTensors(LossNetwork network, JsonNode expected, boolean gradients) {
    assertThat(expected.isEmpty() && gradients).isFalse();
    List<String> wrong = new ArrayList<>();
    for (TrainedTensor tensor : network.tensors()) {
      NetworkParameter parameter = tensor.parameter();
      JsonNode entry = expected.get(parameter.name());
      boolean wanted = gradients ? parameter.trained() : entry != null;
      if (!wanted) {
        continue;
      }
      assertThat(entry).as(parameter.name()).isNotNull();
      TorchTensor values = gradients ? tensor.tensor().gradient() : tensor.tensor();
      compare(parameter.name(), values.floats(), entry, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(String name, float[] values, JsonNode entry, List<String> wrong) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    double norm = entry.get("norm").asDouble();
    double allowed = tolerance(entry.get("spread")) * Math.max(norm, 1e-6);
    if (Math.abs(Math.sqrt(squares) - norm) > allowed) {
      wrong.add(Text.format("%s: norm %s, expected %s", name, Math.sqrt(squares), norm));
    }
    for (int i = 0; i < entry.get("indices").size(); i++) {
      float value = values[entry.get("indices").get(i).asInt()];
      double expected = entry.get("values").get(i).asDouble();
      if (Math.abs(value - expected) > allowed) {
        wrong.add(Text.format("%s[%d]: %s, expected %s", name, i, value, expected));
      }
    }
  }
}
