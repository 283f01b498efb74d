package dev.quantmask.model.network;

import java.util.List;

/**
 * A convolution or a linear layer, and an input that it gets.
 *
 * @param path in the network: {@code backbone.res2.0.conv1}
 * @param shape of the input: {@code [N, C, H, W]} or {@code [N, C]}
 * @param signed whether values of the input can be negative
 */
public record LayerRun(String path, List<Integer> shape, boolean signed) {
  public LayerRun {
    shape = List.copyOf(shape);
  }

  /** The method of {@link MeasuredNetwork} that runs the layer. */
  public String method() {
    return methodOf(path);
  }

  static String methodOf(String path) {
    return "alone_" + path.replace('.', '_');
  }
}
