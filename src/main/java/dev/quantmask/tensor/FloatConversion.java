package dev.quantmask.tensor;

import java.nio.ByteBuffer;

/** Every element type as 32-bit floats. */
final class FloatConversion {
  private FloatConversion() {}

  /**
   * @param bytes little-endian values one after the other; the position stays as it is
   */
  static float[] toFloats(DataType dataType, ByteBuffer bytes) {
    float[] floats = new float[bytes.remaining() / dataType.bytes()];
    int start = bytes.position();
    switch (dataType) {
      case FLOAT32 -> bytes.asFloatBuffer().get(floats);
      case FLOAT16 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = halfToFloat(bytes.getShort(start + 2 * i));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.intBitsToFloat(bytes.getShort(start + 2 * i) << 16);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) bytes.getDouble(start + 8 * i);
        }
      }
      case INT8 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = bytes.get(start + i);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Byte.toUnsignedInt(bytes.get(start + i));
        }
      }
      case BOOL -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = bytes.get(start + i) == 0 ? 0 : 1;
        }
      }
      case INT16 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = bytes.getShort(start + 2 * i);
        }
      }
      case INT32 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = bytes.getInt(start + 4 * i);
        }
      }
      case INT64 -> {
        for (int i = 0; i < floats.length; i++) {
          floats[i] = bytes.getLong(start + 8 * i);
        }
      }
    }
    return floats;
  }

  /** IEEE 754 binary16. The JDK has it from 20 on. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) { // infinities and NaN
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) { // zero and subnormals: multiples of 2^-24
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }
}
