package dev.quantmask.detection.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.image.RgbImage;
import java.nio.ByteBuffer;
import java.util.List;

/** Images as networks take them. */
final class ImageTensor {
  private ImageTensor() {}

  /** uint8 {@code [H, W, 3]} red green blue. */
  static NDArray of(RgbImage image, NDManager manager) {
    Shape shape = new Shape(image.height(), image.width(), 3);
    return manager.create(ByteBuffer.wrap(image.pixels()), shape, DataType.UINT8);
  }

  /** uint8 {@code [N, H, W, 3]} of images of one size. */
  static NDArray of(List<RgbImage> images, NDManager manager) {
    RgbImage first = images.get(0);
    ByteBuffer pixels = manager.allocateDirect(images.size() * first.pixels().length);
    images.forEach(image -> pixels.put(image.pixels()));
    Shape shape = new Shape(images.size(), first.height(), first.width(), 3);
    return manager.create(pixels.flip(), shape, DataType.UINT8);
  }
}
