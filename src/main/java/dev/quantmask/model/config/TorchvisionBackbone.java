package dev.quantmask.model.config;

import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds out which backbone of torchvision's {@code resnet_fpn_backbone} a checkpoint is of: the
 * shapes say it.
 */
final class TorchvisionBackbone {
  private static final String BODY = "backbone.body.";
  private static final List<Integer> DEPTHS = List.of(18, 34, 50, 101, 152);

  private final Map<String, Tensor> tensors;

  TorchvisionBackbone(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /** Whether its batch norms are frozen ones, which count no batches. */
  boolean isFrozen() {
    return !tensors.containsKey(BODY + "bn1.num_batches_tracked");
  }

  MaskRcnnConfig.Backbone config(double normEpsilon) throws IOException {
    int[] second = shape("layer1.0.conv2.weight"); // [width, width / groups, 3, 3]
    boolean bottlenecks = tensors.containsKey(BODY + "layer1.0.conv3.weight");
    int groups = bottlenecks ? second[0] / second[1] : 1;
    return new MaskRcnnConfig.Backbone(
        depth(bottlenecks),
        shape("conv1.weight")[0],
        bottlenecks ? shape("layer1.0.conv3.weight")[0] : second[0],
        groups,
        second[0] / groups,
        false,
        Norm.BATCH,
        normEpsilon,
        1,
        MaskRcnnConfig.Deformable.NONE);
  }

  private int depth(boolean bottlenecks) throws IOException {
    List<Integer> blocks = IntStream.rangeClosed(1, 4).mapToObj(this::blocks).toList();
    for (int depth : DEPTHS) {
      if (bottlenecks == depth >= 50 && MaskRcnnConfig.Backbone.blocks(depth).equals(blocks)) {
        return depth;
      }
    }
    throw new IOException(
        Text.format(
            "%slayer1 to layer4: expected the blocks of ResNet %s, found %s%s",
            BODY, DEPTHS, blocks, bottlenecks ? " bottlenecks" : ""));
  }

  private int blocks(int layer) {
    int count = 0;
    while (tensors.containsKey(Text.format("%slayer%d.%d.conv1.weight", BODY, layer, count))) {
      count++;
    }
    return count;
  }

  private int[] shape(String name) throws IOException {
    Tensor tensor = tensors.get(BODY + name);
    if (tensor == null
        || tensor.shape().length != 4
        || Arrays.stream(tensor.shape()).anyMatch(side -> side < 1)) {
      throw new IOException(
          Text.format(
              "%s%s: expected the weight of a convolution, found %s; is this a torchvision Mask"
                  + " R-CNN with a ResNet?",
              BODY, name, tensor == null ? "nothing" : tensor));
    }
    return tensor.shape();
  }
}
