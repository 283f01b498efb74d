package dev.quantmask.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.FloatBuffer;

/** A tensor in libtorch's memory; it is freed with its {@link TorchMemory}, or by itself. */
public final class TorchTensor implements AutoCloseable {
  private final NDArray array;

  TorchTensor(NDArray array) {
    this.array = array;
  }

  NDArray array() {
    return array;
  }

  public long[] shape() {
    return array.getShape().getShape();
  }

  /** The values in row-major order, for elements of type float32. */
  public float[] floats() {
    return array.toFloatArray();
  }

  /** The values in row-major order, for elements of type int64. */
  public long[] longs() {
    return array.toLongArray();
  }

  /** The values in row-major order, for elements of type float64. */
  public double[] doubles() {
    return array.toDoubleArray();
  }

  /** Makes this an element of a list that a module takes as an argument. */
  public TorchTensor inList(String list) {
    array.setName(list + "[]"); // DJL makes one list of inputs of the same name
    return this;
  }

  public void set(float[] values) {
    array.set(FloatBuffer.wrap(values));
  }

  /** The gradient that {@link TrainableModule#backward} added to, to be closed. */
  public TorchTensor gradient() {
    return new TorchTensor(array.getGradient());
  }

  /** Multiplies each value. */
  public void scale(double factor) {
    array.muli(factor);
  }

  /** Adds the other's values, each multiplied by the factor. */
  public void addScaled(TorchTensor other, double factor) {
    if (factor == 0) {
      return;
    }
    try (NDArray product = other.array.mul(factor)) {
      array.addi(product);
    }
  }

  /** Adds the other's values. */
  public void add(TorchTensor other) {
    array.addi(other.array);
  }

  /** Sets each value to 0, also those that are infinite or no number. */
  public void clear() {
    try (NDArray zeros = array.zerosLike()) {
      array.set(new NDIndex(":"), zeros);
    }
  }

  /** Limits each value to between -limit and limit. */
  public void clamp(float limit) {
    try (NDArray clamped = array.clip(-limit, limit)) {
      array.set(new NDIndex(":"), clamped);
    }
  }

  /** The Euclidean norm of all values. */
  public double norm() {
    try (NDArray squares = array.square();
        NDArray sum = squares.sum()) {
      return Math.sqrt(sum.getFloat());
    }
  }

  /** Returns whether no value is infinite or no number. */
  public boolean isFinite() {
    try (NDArray sizes = array.abs();
        NDArray largest = sizes.max()) {
      return Float.isFinite(largest.getFloat());
    }
  }

  @Override
  public void close() {
    array.close();
  }
}
