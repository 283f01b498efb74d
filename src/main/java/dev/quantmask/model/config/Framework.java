package dev.quantmask.model.config;

/**
 * Whose arithmetic is reproduced. Detectron2 and torchvision implement the same paper with
 * different roundings, orders and resizes.
 */
public enum Framework {
  DETECTRON2,
  TORCHVISION
}
