package dev.quantmask.model.quantization;

import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;

/** Weights in 8-bit integers: {@code weight = scale * integer}, symmetric around 0. */
public final class Quantization {
  private static final int LIMIT = 127;

  /**
   * What torch's default weight observer divides by: half of the 255 steps from -128 to 127.
   * MinMaxObserver, per_tensor_symmetric, qint8.
   */
  private static final float OBSERVER_LIMIT = 127.5f;

  private static final float SMALLEST_SCALE = Math.ulp(1f); // torch.finfo(torch.float32).eps

  private Quantization() {}

  /** One scale for each row (output channel), so that its largest magnitude becomes 127. */
  static float[] rowScales(float[] weight, int rows) {
    int length = rows == 0 ? 0 : weight.length / rows;
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      float largest = 0;
      for (int i = row * length; i < (row + 1) * length; i++) {
        largest = Math.max(largest, Math.abs(weight[i]));
      }
      scales[row] = Math.max(largest / LIMIT, SMALLEST_SCALE);
    }
    return scales;
  }

  /** One scale for all, as torch's default observer chooses it. */
  public static float tensorScale(float[] weight) {
    float largest = 0;
    for (float value : weight) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Math.max(largest / OBSERVER_LIMIT, SMALLEST_SCALE);
  }

  public static StoredTensor quantizeRows(StoredTensor weight) {
    return quantized(
        weight,
        values -> {
          float[] scales = rowScales(values, weight.shape()[0]);
          int length = values.length / Math.max(scales.length, 1);
          byte[] integers = new byte[values.length];
          for (int i = 0; i < values.length; i++) {
            integers[i] = nearest(values[i], scales[i / length]);
          }
          return integers;
        });
  }

  public static StoredTensor scalesOfRows(StoredTensor weight) {
    int rows = weight.shape()[0];
    return new StoredTensor(
        DataType.FLOAT32,
        new int[] {rows},
        false,
        () -> Tensor.ofFloats(rowScales(weight.values().get().toFloats(), rows), rows));
  }

  public static StoredTensor quantizeTensor(StoredTensor weight) {
    return quantized(
        weight,
        values -> {
          float scale = tensorScale(values);
          byte[] integers = new byte[values.length];
          for (int i = 0; i < values.length; i++) {
            integers[i] = nearest(values[i], scale);
          }
          return integers;
        });
  }

  /** Rounds half to even, as torch.quantize_per_tensor does: by the reciprocal, in float. */
  private static byte nearest(float value, float scale) {
    double rounded = Math.rint(value * (1f / scale));
    return (byte) Math.max(-128, Math.min(LIMIT, rounded));
  }

  private interface Rounding {
    byte[] apply(float[] values);
  }

  private static StoredTensor quantized(StoredTensor weight, Rounding rounding) {
    return new StoredTensor(
        DataType.INT8,
        weight.shape(),
        false,
        () ->
            Tensor.ofBytes(
                DataType.INT8, rounding.apply(weight.values().get().toFloats()), weight.shape()));
  }
}
