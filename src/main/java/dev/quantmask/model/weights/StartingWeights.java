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
  /** The number of its family of names. */
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
   * Returns the weights of a checkpoint of Detectron2 or torchvision of the same network;
   * predictors of other classes are initialized at random.
   *
   * @param place where the weights are in the file, as {@link Checkpoint#weights} takes it
   * @throws WeightsException naming all missing, extra and misshaped weights
   */
  public static StartingWeights of(
      Path file, Optional<String> place, MaskRcnnConfig config, long seed) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      List<ExpectedNames> families =
          List.of(
              CheckpointWeights.expected(config, names(config)),
              CheckpointWeights.expected(config, new TorchvisionNames(config)));
      NetworkWeights found = checkpoint.weights(families, place);
      Map<String, Tensor> tensors =
          found.family() == TORCHVISION
              ? TorchvisionWeights.inDetectron2Layout(found.tensors(), config)
              : new LinkedHashMap<>(found.tensors());
      List<String> notes = new ArrayList<>();
      notes.add(Text.format("weights: those of %s", file));
      found.note().ifPresent(notes::add);
      Map<String, Tensor> drawn = new InitialWeights(config, seed).all();
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
