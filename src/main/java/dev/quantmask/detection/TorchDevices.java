package dev.quantmask.detection;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;

/** Chooses where libtorch runs. */
final class TorchDevices {
  private TorchDevices() {}

  /**
   * The device that was asked for.
   *
   * @throws IOException when a GPU is asked for and libtorch sees none
   */
  static Device choose(dev.quantmask.detection.Device wanted) throws IOException {
    boolean available = Engine.getEngine(TorchRuntime.ENGINE).getGpuCount() > 0;
    return switch (wanted) {
      case CPU -> Device.cpu();
      case AUTO -> available ? Device.gpu() : Device.cpu();
      case CUDA -> {
        if (!available) {
          throw new IOException("device: cuda was asked for, and libtorch sees no CUDA device");
        }
        yield Device.gpu();
      }
    };
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  static String label(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
