package dev.quantmask.model.config;

/**
 * The framework whose arithmetic the network reproduces. Detectron2 and torchvision implement the
 * same paper with different roundings, orders and resizes.
 */
public enum Framework {
  DETECTRON2,
  TORCHVISION
}
