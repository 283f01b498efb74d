package dev.quantmask.engine;

/** Where a model is to run. */
public enum Device {
  /** A GPU when there is one that libtorch can use, else the CPU. */
  AUTO,
  CPU,
  CUDA
}
