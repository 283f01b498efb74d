package dev.quantmask.detection;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.quantmask.maskrcnn.Scheme;
import java.io.IOException;

/** Chooses where libtorch runs. */
final class TorchDevices {
  private TorchDevices() {}

  /**
   * The device that was asked for. On a GPU 8-bit weights become 16-bit floating point as they are
   * loaded; torch's own quantized linear layers exist on CPUs only.
   *
   * @throws IOException when a GPU is asked for and cannot be used, saying why
   */
  static Device choose(dev.quantmask.detection.Device wanted, Scheme scheme) throws IOException {
    boolean usable = scheme != Scheme.LINEAR;
    return switch (wanted) {
      case CPU -> Device.cpu();
      case AUTO -> usable && isGpuThere() ? Device.gpu() : Device.cpu();
      case CUDA -> {
        if (!usable) {
          throw new IOException(
              "device: cuda was asked for, and an archive of scheme %s runs on CPUs only"
                  .formatted(scheme.label()));
        }
        if (!isGpuThere()) {
          throw new IOException("device: cuda was asked for, and libtorch sees no CUDA device");
        }
        yield Device.gpu();
      }
    };
  }

  private static boolean isGpuThere() {
    return Engine.getEngine(TorchRuntime.ENGINE).getGpuCount() > 0;
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  static String label(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
