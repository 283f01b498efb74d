package dev.quantmask.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.image.RgbImage;
import java.nio.ByteBuffer;

/** Pictures as networks take them. */
final class PictureTensor {
  private PictureTensor() {}

  /** uint8 {@code [H, W, 3]} red green blue. */
  static NDArray of(RgbImage image, NDManager manager) {
    Shape shape = new Shape(image.height(), image.width(), 3);
    return manager.create(ByteBuffer.wrap(image.pixels()), shape, DataType.UINT8);
  }
}
