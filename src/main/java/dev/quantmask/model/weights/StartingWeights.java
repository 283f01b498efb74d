package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.pytorch.checkpoint.ExpectedNames;
import dev.quantmask.pytorch.checkpoint.NetworkWeights;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights that a training starts from.
 *
 * @param tensors by Detectron2's names, of every parameter, and the counts of batches that norms
 *     have seen
 * @param notes for people: where they are from
 */
public record StartingWeights(Map<String, Tensor> tensors, List<String> notes) {
  /** Numbers of families of names; those of backbones follow. */
  private static final int DETECTRON2 = 0;

  private static final int TORCHVISION = 1;

  /** The heads whose size depends on the number of classes. */
  private static final Set<LayerRole> PREDICTORS =
      EnumSet.of(LayerRole.CLASS_SCORES, LayerRole.BOX_DELTAS, LayerRole.MASK_PREDICTOR);

  public StartingWeights {
    notes = List.copyOf(notes);
  }

  /** Returns weights as Detectron2 draws them, without pretraining. */
  public static StartingWeights random(MaskRcnnConfig config, long seed) {
    return new StartingWeights(
        new InitialWeights(config, seed).all(),
        List.of("weights: drawn at random with seed " + seed));
  }

  /**
   * Returns the weights of a checkpoint of Detectron2 or torchvision of the same network, or of its
   * backbone alone; predictors of other classes and what is not there are initialized at random.
   *
   * @param place where the weights are in the file, as {@link Checkpoint#weights} takes it
   * @throws WeightsException naming all missing, extra and misshaped weights
   */
  public static StartingWeights of(
      Path file, Optional<String> place, MaskRcnnConfig config, long seed) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      NetworkWeights found = checkpoint.weights(families(config), place);
      List<String> notes = new ArrayList<>();
      notes.add(Text.format("weights: those of %s", file));
      found.note().ifPresent(notes::add);
      Map<String, Tensor> drawn = new InitialWeights(config, seed).all();
      Map<String, Tensor> tensors = tensors(found, config, drawn, notes);
      redrawPredictors(tensors, config, drawn, notes);
      // Everything else must fit.
      CheckpointWeights.sources(tensors, config, names(config));
      drawn.replaceAll((name, value) -> tensors.get(name));
      tensors.forEach(
          (name, tensor) -> {
            if (name.endsWith(CheckpointWeights.BATCH_COUNTER)) {
              drawn.put(name, tensor);
            }
          });
      return new StartingWeights(drawn, notes);
    }
  }

  /** The names of the whole network, then those of backbones alone. */
  private static List<ExpectedNames> families(MaskRcnnConfig config) {
    List<ExpectedNames> families = new ArrayList<>();
    families.add(CheckpointWeights.expected(config, names(config)));
    families.add(CheckpointWeights.expected(config, new TorchvisionNames(config)));
    for (BackboneLayout layout : BackboneLayout.values()) {
      families.add(new BackboneWeights(layout, config).expected());
    }
    return families;
  }

  private static Map<String, Tensor> tensors(
      NetworkWeights found, MaskRcnnConfig config, Map<String, Tensor> drawn, List<String> notes)
      throws WeightsException {
    if (found.family() <= DETECTRON2) {
      return new LinkedHashMap<>(found.tensors());
    }
    if (found.family() == TORCHVISION) {
      noteInput(BackboneLayout.TORCHVISION, config, notes);
      return TorchvisionWeights.inDetectron2Layout(found.tensors(), config);
    }
    BackboneLayout layout = BackboneLayout.values()[found.family() - TORCHVISION - 1];
    notes.add("these are of a backbone alone; what is not the backbone is drawn at random");
    noteInput(layout, config, notes);
    return new BackboneWeights(layout, config).complete(found.tensors(), drawn, notes);
  }

  /** Says when the configuration feeds weights with other pixels than they were trained with. */
  private static void noteInput(BackboneLayout layout, MaskRcnnConfig config, List<String> notes) {
    if (layout == BackboneLayout.DETECTRON2) {
      return; // it may be either
    }
    boolean torchvision = layout == BackboneLayout.TORCHVISION;
    boolean scaled = config.input().deviation().stream().allMatch(value -> value > 10);
    boolean otherStride =
        config.backbone().hasBottlenecks() && config.backbone().strideIn1x1() == torchvision;
    if (scaled != torchvision || otherStride) {
      notes.add(
          Text.format(
              "weights of %s were trained with MODEL.PIXEL_STD of about %s and"
                  + " RESNETS.STRIDE_IN_1X1 %s; the configuration has %s and %s",
              torchvision ? "torchvision" : "Caffe2",
              torchvision ? "57 to 58" : "1",
              !torchvision,
              config.input().deviation(),
              config.backbone().strideIn1x1()));
    }
  }

  private static Detectron2Names names(MaskRcnnConfig config) {
    return new Detectron2Names(config);
  }

  private static void redrawPredictors(
      Map<String, Tensor> tensors,
      MaskRcnnConfig config,
      Map<String, Tensor> drawn,
      List<String> notes) {
    for (Layer layer : LayerCatalog.layers(config)) {
      if (!PREDICTORS.contains(layer.role())) {
        continue;
      }
      String name = names(config).of(layer).layers().get(0);
      Tensor weight = tensors.get(name + ".weight");
      int outputs = layer.out();
      if (weight == null || weight.shape().length == 0 || weight.shape()[0] == outputs) {
        continue;
      }
      notes.add(
          Text.format(
              "%s: initialized at random, because the classes differ: %d outputs instead of %d",
              name, outputs, weight.shape()[0]));
      tensors.put(name + ".weight", drawn.get(name + ".weight"));
      tensors.put(name + ".bias", drawn.get(name + ".bias"));
    }
  }
}
