package dev.quantmask.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.quantmask.image.RgbImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Libtorch's memory of one task: tensors that are made in it are freed when it is closed. */
public final class TorchMemory implements AutoCloseable {
  private final NDManager manager;

  private final List<NativeBuffer> buffers = new ArrayList<>(); // that tensors read

  TorchMemory(NDManager manager) {
    this.manager = manager;
  }

  public TorchTensor floats(float[] values, long... shape) {
    return new TorchTensor(manager.create(values, new Shape(shape)));
  }

  public TorchTensor longs(long[] values, long... shape) {
    return new TorchTensor(manager.create(values, new Shape(shape)));
  }

  public TorchTensor doubles(double[] values, long... shape) {
    return new TorchTensor(manager.create(values, new Shape(shape)));
  }

  /** A tensor of type uint8. */
  public TorchTensor bytes(byte[] values, long... shape) {
    return bytes(List.of(values), shape);
  }

  private TorchTensor bytes(List<byte[]> parts, long... shape) {
    Shape whole = new Shape(shape);
    NativeBuffer buffer = NativeBuffer.allocate(Math.toIntExact(whole.size()));
    buffers.add(buffer);
    ByteBuffer values = buffer.bytes();
    parts.forEach(values::put);
    return new TorchTensor(manager.create(values.flip(), whole, DataType.UINT8));
  }

  /** A tensor of type float32 and the other's shape. */
  public TorchTensor zerosLike(TorchTensor other) {
    return new TorchTensor(manager.zeros(other.array().getShape()));
  }

  /** uint8 {@code [H, W, 3]} red green blue. */
  public TorchTensor image(RgbImage image) {
    return bytes(image.pixels(), image.height(), image.width(), 3);
  }

  /** uint8 {@code [N, H, W, 3]} of images of one size. */
  public TorchTensor images(List<RgbImage> images) {
    RgbImage first = images.get(0);
    List<byte[]> pixels = images.stream().map(RgbImage::pixels).toList();
    return bytes(pixels, images.size(), first.height(), first.width(), 3);
  }

  List<TorchTensor> call(Block block, String method, List<TorchTensor> inputs, boolean training) {
    NDList list = new NDList();
    inputs.forEach(input -> list.add(input.array()));
    if (!method.equals("forward")) {
      NDArray name = manager.create(0f);
      name.setName("module_method:" + method);
      list.add(name);
    }
    return block.forward(new ParameterStore(manager, false), list, training).stream()
        .map(TorchTensor::new)
        .toList();
  }

  @Override
  public void close() {
    manager.close();
    buffers.forEach(NativeBuffer::close);
  }
}
