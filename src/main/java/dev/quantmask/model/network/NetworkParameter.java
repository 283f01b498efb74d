package dev.quantmask.model.network;

import java.util.List;

/**
 * One tensor of a network in training.
 *
 * @param name in a checkpoint of Detectron2
 * @param path in the training archive
 * @param shape in the checkpoint
 * @param trained whether gradients change it
 */
public record NetworkParameter(
    String name, String path, List<Integer> shape, Role role, boolean trained) {
  /** Names what a parameter is, for weight decay and learning rate. */
  public enum Role {
    WEIGHT,
    BIAS,
    /** Affine map of a norm. */
    NORM,
    /** Running mean or variance of a batch norm. */
    STATISTIC
  }

  public NetworkParameter {
    shape = List.copyOf(shape);
  }
}
