package dev.quantmask.engine;

import ai.djl.engine.Engine;
import java.io.IOException;

/** The device that a module is loaded to. */
public final class TorchDevice {
  private final ai.djl.Device device;

  private TorchDevice(ai.djl.Device device) {
    this.device = device;
  }

  public static TorchDevice cpu() {
    return new TorchDevice(ai.djl.Device.cpu());
  }

  /**
   * The device that was asked for. {@link TorchRuntime#prepare} comes first.
   *
   * @throws IOException when a GPU is asked for and cannot be used, saying why
   */
  public static TorchDevice choose(Device wanted) throws IOException {
    if (wanted == Device.CPU) {
      return cpu();
    }
    boolean there = Engine.getEngine(TorchRuntime.ENGINE).getGpuCount() > 0;
    if (wanted == Device.CUDA && !there) {
      throw new IOException("device: cuda was asked for, and libtorch sees no CUDA device");
    }
    return there ? new TorchDevice(ai.djl.Device.gpu()) : cpu();
  }

  public boolean isGpu() {
    return device.isGpu();
  }

  ai.djl.Device device() {
    return device;
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
