package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.config.TrainingConfig.NormMode;
import dev.quantmask.model.network.NetworkParameter.Role;
import dev.quantmask.model.weights.CheckpointWeights;
import dev.quantmask.model.weights.Detectron2Names;
import dev.quantmask.model.weights.ParameterNames;
import dev.quantmask.model.weights.WeightsException;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A network to be trained: which parameters it has, and the archive that computes its losses.
 *
 * <p>The archive's {@code forward} is that of {@code src/main/torchscript/training.py}.
 */
public final class TrainingNetwork {
  private final MaskRcnnConfig config;
  private final TrainingConfig training;

  public TrainingNetwork(MaskRcnnConfig config, TrainingConfig training) {
    this.config = config;
    this.training = training;
  }

  /** Returns the parameters in the order in which Detectron2 stores them. */
  public List<NetworkParameter> parameters() {
    ParameterNames names = names();
    List<NetworkParameter> parameters = new ArrayList<>();
    for (Layer layer : inDetectron2Order(LayerCatalog.layers(config))) {
      addParameters(layer, names.of(layer), parameters);
    }
    return List.copyOf(parameters);
  }

  /**
   * Writes the archive.
   *
   * @param weights by name, of every parameter
   * @throws WeightsException naming all missing, extra and misshaped weights
   */
  public void write(Path target, Map<String, Tensor> weights) throws IOException {
    Map<Layer, CheckpointWeights.Source> sources =
        CheckpointWeights.sources(weights, config, names());
    TrainingLayerFactory layers = new TrainingLayerFactory(config, training, sources);
    Network.Assembled network =
        Network.forTraining(withTrainingProposals(), training.losses(), layers);
    ArchiveWriter.write(
        target,
        network.root(),
        NetworkSources.forTraining(network.sources(), config.roiHeads()),
        Map.of());
  }

  private Detectron2Names names() {
    return new Detectron2Names(config);
  }

  /**
   * Returns the configuration with as many proposals as in training, which are more than in
   * detection.
   */
  private MaskRcnnConfig withTrainingProposals() {
    MaskRcnnConfig.Rpn rpn = config.rpn();
    TrainingConfig.RpnLosses losses = training.losses().rpn();
    return config.withRpn(
        new MaskRcnnConfig.Rpn(
            rpn.anchorSizes(),
            rpn.anchorRatios(),
            rpn.anchorOffset(),
            rpn.convChannels(),
            rpn.boxWeights(),
            losses.proposalsPerLevel(),
            losses.proposals(),
            rpn.overlapThreshold(),
            rpn.minSize()));
  }

  private void addParameters(
      Layer layer, ParameterNames.Names names, List<NetworkParameter> parameters) {
    String name = names.layers().get(0);
    boolean trained = !isFrozen(layer, training);
    parameters.add(parameter(layer, name, "weight", Role.WEIGHT, trained, layer.weightShape()));
    if (layer.bias()) {
      parameters.add(parameter(layer, name, "bias", Role.BIAS, trained, layer.out()));
    }
    if (layer.norm() == Norm.NONE) {
      return;
    }
    for (String part : List.of("weight", "bias")) {
      parameters.add(
          new NetworkParameter(
              names.norm() + "." + part,
              layer.attributePath("norm_" + part),
              List.of(layer.out()),
              Role.NORM,
              trainsNorm(layer, training)));
    }
    if (layer.norm() == Norm.BATCH) {
      for (String part : List.of("running_mean", "running_var")) {
        parameters.add(parameter(layer, names.norm(), part, Role.STATISTIC, false, layer.out()));
      }
    }
  }

  private static NetworkParameter parameter(
      Layer layer, String prefix, String attribute, Role role, boolean trained, int... shape) {
    return new NetworkParameter(
        prefix + "." + attribute,
        layer.attributePath(attribute),
        Arrays.stream(shape).boxed().toList(),
        role,
        trained);
  }

  /**
   * Returns whether the norm's affine map is trained; then a batch norm uses the batch's
   * statistics.
   */
  static boolean trainsNorm(Layer layer, TrainingConfig training) {
    if (layer.norm() == Norm.NONE || isFrozen(layer, training)) {
      return false;
    }
    TrainingConfig.Norms norms = training.norms();
    boolean ofResNet =
        layer.role() == LayerRole.HEAD_CONVOLUTION || layer.role() == LayerRole.HEAD_SHORTCUT;
    NormMode mode =
        switch (layer.role().part()) {
          case BACKBONE -> norms.backbone();
          case PYRAMID -> norms.pyramid();
          case BOX_HEAD -> ofResNet ? norms.backbone() : norms.boxHead();
          case MASK_HEAD -> norms.maskHead();
          case RPN -> throw new IllegalArgumentException("path: has no norm: " + layer.path());
        };
    return mode == NormMode.TRAINED;
  }

  /** MODEL.BACKBONE.FREEZE_AT of Detectron2: 1 is the stem, 2 to 5 also res2 to res5. */
  static boolean isFrozen(Layer layer, TrainingConfig training) {
    return switch (layer.role()) {
      case STEM -> training.freezeAt() >= 1;
      case BLOCK_CONVOLUTION, OFFSETS, SHORTCUT -> training.freezeAt() >= layer.at(0);
      default -> false;
    };
  }

  /** The pyramid before the backbone, a shortcut before what it goes round. */
  private static List<Layer> inDetectron2Order(List<Layer> layers) {
    return layers.stream().sorted(Comparator.comparing(TrainingNetwork::rank)).toList();
  }

  private static String rank(Layer layer) {
    return switch (layer.role()) {
      case LATERAL, LEVEL_OUTPUT -> "0";
      case STEM -> "1";
      case SHORTCUT -> Text.format("2 %d %03d 0", layer.at(0), layer.at(1));
      case OFFSETS -> Text.format("2 %d %03d %d0", layer.at(0), layer.at(1), layer.at(2));
      case BLOCK_CONVOLUTION -> Text.format("2 %d %03d %d1", layer.at(0), layer.at(1), layer.at(2));
      case RPN_CONVOLUTION, OBJECTNESS, ANCHOR_DELTAS -> "3";
      case HEAD_SHORTCUT -> Text.format("4 %03d 0", layer.at(0));
      case HEAD_CONVOLUTION -> Text.format("4 %03d 1", layer.at(0));
      case BOX_CONVOLUTION, BOX_LINEAR -> "5";
      case CLASS_SCORES, BOX_DELTAS -> "6";
      case MASK_CONVOLUTION, MASK_DECONVOLUTION, MASK_PREDICTOR -> "7";
    };
  }
}
