package dev.quantmask.model.network;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TorchvisionConfig;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.model.weights.CheckpointWeights;
import dev.quantmask.model.weights.Detectron2Names;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.model.weights.ParameterNames;
import dev.quantmask.model.weights.TorchvisionNames;
import dev.quantmask.model.weights.WeightsException;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.checkpoint.ExpectedNames;
import dev.quantmask.pytorch.checkpoint.NetworkWeights;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes archives: of scheme fp32 from a checkpoint, of the others from that. */
public final class Converter {
  private Converter() {}

  /**
   * Converts a checkpoint of Detectron2.
   *
   * @param classes labels by class id; empty for {@code class_0}, …
   * @throws WeightsException listing every weight that does not fit
   */
  public static void convertDetectron2(Path checkpoint, Path config, List<String> classes, Path out)
      throws IOException {
    convertDetectron2(checkpoint, Optional.empty(), config, classes, out);
  }

  /**
   * Converts the weights at a place in a checkpoint of Detectron2.
   *
   * @param place as {@link Checkpoint#weights} takes it
   * @return what people should know about where the weights were
   */
  public static Optional<String> convertDetectron2(
      Path checkpoint, Optional<String> place, Path config, List<String> classes, Path out)
      throws IOException {
    requireAnotherFile(checkpoint, out);
    MaskRcnnConfig network = Detectron2Config.read(config, classes);
    ParameterNames names = new Detectron2Names(network);
    try (Checkpoint file = Checkpoint.open(checkpoint)) {
      NetworkWeights weights = file.weights(CheckpointWeights.expected(network, names), place);
      write(checkpoint, weights, network, names, out);
      return weights.note();
    }
  }

  /**
   * Converts a checkpoint of torchvision.
   *
   * @param place as {@link Checkpoint#weights} takes it
   * @return what people should know: where the weights were, and what the result depends on and the
   *     checkpoint does not say
   */
  public static List<String> convertTorchvision(
      Path checkpoint,
      Optional<String> place,
      TorchvisionConfig.Builder builder,
      TorchvisionConfig.Options options,
      Path out)
      throws IOException {
    requireAnotherFile(checkpoint, out);
    MaskRcnnConfig deepest = TorchvisionConfig.deepest(builder, options);
    ExpectedNames expected = CheckpointWeights.expected(deepest, new TorchvisionNames(deepest));
    try (Checkpoint file = Checkpoint.open(checkpoint)) {
      NetworkWeights weights = file.weights(expected, place);
      MaskRcnnConfig network = TorchvisionConfig.of(builder, weights.tensors(), options);
      write(checkpoint, weights, network, new TorchvisionNames(network), out);
      List<String> notes = new ArrayList<>(weights.note().stream().toList());
      notes.addAll(TorchvisionConfig.doubts(builder, weights.tensors(), options));
      return notes;
    }
  }

  private static void write(
      Path checkpoint,
      NetworkWeights weights,
      MaskRcnnConfig network,
      ParameterNames names,
      Path out)
      throws IOException {
    List<FoldedLayer> layers = CheckpointWeights.fold(weights.tensors(), network, names);
    ModelArchive.write(out, nameOf(checkpoint), network, layers, QuantizationPlan.NONE);
  }

  /** Quantizes an archive that one of the above wrote. */
  public static void quantize(Path model, QuantizationPlan plan, Path out) throws IOException {
    if (plan.scheme() == Scheme.FP32) {
      throw new IllegalArgumentException(
          "scheme: fp32 is not quantized; choose linear, dynamic or static");
    }
    try (ModelArchive archive = ModelArchive.open(model)) {
      Manifest manifest = archive.manifest();
      plan.requireLayersOf(manifest.config());
      ModelArchive.write(out, manifest.name(), manifest.config(), archive.layers(), plan);
    }
  }

  /**
   * Writes an archive of another configuration of the same layers, in a scheme.
   *
   * @param model in fp32, as one of the above wrote it
   * @param name of the new one
   * @param config differs in nothing that layers depend on
   * @param tuning how it was chosen; empty if it was not
   */
  public static void variant(
      Path model,
      String name,
      MaskRcnnConfig config,
      QuantizationPlan plan,
      Optional<Tuning> tuning,
      Path out)
      throws IOException {
    requireAnotherFile(model, out);
    plan.requireLayersOf(config);
    try (ModelArchive archive = ModelArchive.open(model)) {
      ModelArchive.write(out, name, config, archive.layers(), plan, tuning.orElse(null));
    }
  }

  /**
   * What is read stays mapped while the other is written, and nobody means to lose a checkpoint.
   */
  private static void requireAnotherFile(Path in, Path out) throws IOException {
    if (Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out)) {
      throw new IOException(
          Text.format("%s: expected another file to write to than to read from", out));
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
