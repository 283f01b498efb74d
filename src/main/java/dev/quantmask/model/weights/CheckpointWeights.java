package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.pytorch.checkpoint.ExpectedNames;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the weights of every layer out of a checkpoint. Every slot must be filled and every weight
 * used; the shapes are checked before any value is read.
 */
public final class CheckpointWeights {
  private static final List<String> BATCH_NORM =
      List.of("weight", "bias", "running_mean", "running_var");
  private static final List<String> GROUP_NORM = List.of("weight", "bias");
  static final String BATCH_COUNTER = ".num_batches_tracked";

  private final Map<String, Tensor> tensors;
  private final MaskRcnnConfig config;
  private final Set<String> used = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private CheckpointWeights(Map<String, Tensor> tensors, MaskRcnnConfig config) {
    this.tensors = tensors;
    this.config = config;
  }

  /** The tensors of one layer as the checkpoint has them; null for what it need not have. */
  public record Source(
      Tensor weight,
      Tensor bias,
      Tensor normWeight,
      Tensor normBias,
      Tensor runningMean,
      Tensor runningVariance) {}

  /** Returns the names by which the weights of a network are found in a checkpoint. */
  public static ExpectedNames expected(MaskRcnnConfig config, ParameterNames names) {
    List<List<String>> parameters = new ArrayList<>();
    for (Layer layer : LayerCatalog.layers(config)) {
      ParameterNames.Names of = names.of(layer);
      for (String part : layer.bias() ? List.of(".weight", ".bias") : List.of(".weight")) {
        parameters.add(of.layers().stream().map(name -> name + part).toList());
      }
      for (String part : normParts(layer)) {
        parameters.add(List.of(of.norm() + "." + part));
      }
    }
    return new ExpectedNames(parameters);
  }

  private static List<String> normParts(Layer layer) {
    return switch (layer.norm()) {
      case NONE -> List.of();
      case GROUP -> GROUP_NORM;
      case BATCH -> BATCH_NORM;
    };
  }

  /**
   * Folded layers in the order of the network.
   *
   * @throws WeightsException naming all missing, extra and misshaped weights
   */
  public static List<FoldedLayer> fold(
      Map<String, Tensor> tensors, MaskRcnnConfig config, ParameterNames names)
      throws WeightsException {
    Folding folding = new Folding(config);
    List<FoldedLayer> folded = new ArrayList<>();
    sources(tensors, config, names)
        .forEach((layer, source) -> folded.add(folding.fold(layer, source)));
    return folded;
  }

  /**
   * Returns what the checkpoint has for each layer, in the order of the network.
   *
   * @throws WeightsException naming all missing, extra and misshaped weights
   */
  public static Map<Layer, Source> sources(
      Map<String, Tensor> tensors, MaskRcnnConfig config, ParameterNames names)
      throws WeightsException {
    CheckpointWeights weights = new CheckpointWeights(tensors, config);
    Map<Layer, Source> sources = new LinkedHashMap<>();
    for (Layer layer : LayerCatalog.layers(config)) {
      sources.put(layer, weights.source(layer, names.of(layer)));
    }
    weights.findExtras(names);
    if (!weights.problems.isEmpty()) {
      weights.hintAtOtherFamily();
      throw new WeightsException(weights.problems);
    }
    return sources;
  }

  private Source source(Layer layer, ParameterNames.Names names) {
    String name =
        names.layers().stream()
            .filter(candidate -> tensors.containsKey(candidate + ".weight"))
            .findFirst()
            .orElse(names.layers().get(0));
    int background = Folding.backgroundOutputs(config, layer);
    int[] shape = layer.weightShape();
    shape[0] += background;
    Tensor weight = take(name + ".weight", shape);
    Tensor bias = layer.bias() ? take(name + ".bias", layer.out() + background) : null;
    return switch (layer.norm()) {
      case NONE -> new Source(weight, bias, null, null, null, null);
      case GROUP -> {
        List<Tensor> norm = takeNorm(names.norm(), GROUP_NORM, layer.out());
        yield new Source(weight, bias, norm.get(0), norm.get(1), null, null);
      }
      case BATCH -> {
        List<Tensor> norm = takeNorm(names.norm(), BATCH_NORM, layer.out());
        used.add(names.norm() + BATCH_COUNTER);
        yield new Source(weight, bias, norm.get(0), norm.get(1), norm.get(2), norm.get(3));
      }
    };
  }

  private List<Tensor> takeNorm(String name, List<String> parts, int channels) {
    List<Tensor> taken = new ArrayList<>();
    for (String part : parts) {
      taken.add(take(name + "." + part, channels));
    }
    return taken;
  }

  private Tensor take(String name, int... shape) {
    Tensor tensor = tensors.get(name);
    used.add(name);
    if (tensor == null) {
      problems.add(Text.format("missing %s %s", name, Arrays.toString(shape)));
    } else if (!Arrays.equals(tensor.shape(), shape)) {
      problems.add(
          Text.format(
              "%s: expected shape %s, found %s",
              name, Arrays.toString(shape), Arrays.toString(tensor.shape())));
    }
    return tensor;
  }

  private void hintAtOtherFamily() {
    if (used.stream().noneMatch(tensors::containsKey)) {
      problems.add(
          0,
          Text.format(
              "none of the names is of %s; is it the checkpoint of another network?",
              config.framework()));
    }
  }

  private void findExtras(ParameterNames names) {
    for (String name : new TreeSet<>(tensors.keySet())) {
      if (!used.contains(name) && !names.isHarmless(name)) {
        problems.add(Text.format("unused %s %s", name, Arrays.toString(tensors.get(name).shape())));
      }
    }
  }
}
