package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.pytorch.archive.StoredTensor;

/**
 * A layer as the network computes it: batch norm folded in, everything in the network's order
 * (colours red first, pixels before channels, background last).
 *
 * @param weight float: {@code [out, in / groups, kernel, kernel]} of a convolution, {@code [4 *
 *     out, in, 1, 1]} in the order (dy, dx, out) of a transposed one, {@code [out, in]} otherwise
 * @param bias float, one for each row of the weight
 * @param normWeight of a GroupNorm, else empty
 * @param normBias of a GroupNorm, else empty
 */
public record FoldedLayer(
    Layer layer,
    StoredTensor weight,
    StoredTensor bias,
    StoredTensor normWeight,
    StoredTensor normBias) {
  public static final StoredTensor NONE = StoredTensor.of(new float[0], 0);

  public boolean isConvolution() {
    return layer.kind() == Layer.Kind.CONVOLUTION || layer.kind() == Layer.Kind.TRANSPOSED;
  }
}
