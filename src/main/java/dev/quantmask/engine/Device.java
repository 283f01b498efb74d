package dev.quantmask.engine;

/** Names where a model is to run. */
public enum Device {
  /** A GPU when there is one that libtorch can use, else the CPU. */
  AUTO,
  CPU,
  CUDA
}
