package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.pytorch.checkpoint.ExpectedNames;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The weights of a backbone that was trained by itself, as a rule to classify images. */
final class BackboneWeights {
  private static final Set<LayerRole> ROLES =
      EnumSet.of(
          LayerRole.STEM,
          LayerRole.BLOCK_CONVOLUTION,
          LayerRole.SHORTCUT,
          LayerRole.HEAD_CONVOLUTION,
          LayerRole.HEAD_SHORTCUT);

  private static final String COUNTER = "norm.num_batches_tracked";

  /** A parameter of a block; a momentum is none. */
  private static final Pattern OF_A_BLOCK =
      Pattern.compile("(?:.*\\.)?(?:res|layer)\\d[._]\\d.*(?<!_momentum)");

  private final BackboneLayout layout;
  private final MaskRcnnConfig config;

  BackboneWeights(BackboneLayout layout, MaskRcnnConfig config) {
    this.layout = layout;
    this.config = config;
  }

  /** Returns the names of what must be there. */
  ExpectedNames expected() {
    List<List<String>> parameters = new ArrayList<>();
    for (Layer layer : layers()) {
      for (String part : parts(layer)) {
        if (!isOptional(part)) {
          parameters.add(layout.names(config, layer, part));
        }
      }
    }
    return new ExpectedNames(parameters);
  }

  /**
   * Returns the weights of the whole network: of the backbone those that are found, of the rest
   * those that are drawn.
   *
   * @param notes takes what people should know
   * @throws WeightsException naming blocks that the configured network does not have; what is
   *     missing stays missing
   */
  Map<String, Tensor> complete(
      Map<String, Tensor> found, Map<String, Tensor> drawn, List<String> notes)
      throws WeightsException {
    Map<String, Tensor> tensors = new LinkedHashMap<>(drawn);
    Set<String> unused = new LinkedHashSet<>(found.keySet());
    ParameterNames names = new Detectron2Names(config);
    for (Layer layer : layers()) {
      for (String part : parts(layer)) {
        String target = names.of(layer).layers().get(0) + "." + part;
        if (!isOptional(part)) {
          tensors.remove(target);
        }
        for (String name : layout.names(config, layer, part)) {
          if (unused.remove(name)) {
            tensors.put(target, ordered(layer, part, found.get(name)));
          }
        }
      }
    }
    requireNoOtherBlocks(unused);
    if (!unused.isEmpty()) {
      notes.add("not used: " + String.join(", ", unused));
    }
    return tensors;
  }

  private Tensor ordered(Layer layer, String part, Tensor tensor) {
    boolean redFirst = layout == BackboneLayout.TORCHVISION && config.input().blueFirst();
    boolean swap = redFirst && layer.role() == LayerRole.STEM && part.equals("weight");
    return swap ? TorchvisionWeights.colours(tensor) : tensor;
  }

  private static void requireNoOtherBlocks(Set<String> unused) throws WeightsException {
    List<String> problems =
        unused.stream()
            .filter(name -> OF_A_BLOCK.matcher(name).matches())
            .map(name -> Text.format("unused %s: the configured backbone has no such block", name))
            .toList();
    if (!problems.isEmpty()) {
      throw new WeightsException(problems);
    }
  }

  private List<Layer> layers() {
    return LayerCatalog.layers(config).stream()
        .filter(layer -> ROLES.contains(layer.role()))
        .toList();
  }

  private static List<String> parts(Layer layer) {
    List<String> parts = new ArrayList<>(List.of("weight"));
    if (layer.bias()) {
      parts.add("bias");
    }
    if (layer.norm() != Norm.NONE) {
      parts.addAll(List.of("norm.weight", "norm.bias"));
    }
    if (layer.norm() == Norm.BATCH) {
      parts.addAll(List.of("norm.running_mean", "norm.running_var", COUNTER));
    }
    return parts;
  }

  /** Without statistics, a norm has none that change anything: those that are drawn. */
  private boolean isOptional(String part) {
    return part.equals(COUNTER)
        || (layout == BackboneLayout.CAFFE2 && part.startsWith("norm.running"));
  }
}
