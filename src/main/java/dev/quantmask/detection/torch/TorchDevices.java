package dev.quantmask.detection.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;

/** Chooses where libtorch runs. */
public final class TorchDevices {
  private TorchDevices() {}

  /**
   * The device that was asked for. {@link TorchRuntime#prepare} comes first.
   *
   * @throws IOException when a GPU is asked for and cannot be used, saying why
   */
  public static Device choose(dev.quantmask.detection.Device wanted) throws IOException {
    if (wanted == dev.quantmask.detection.Device.CPU) {
      return Device.cpu();
    }
    boolean there = Engine.getEngine(TorchRuntime.ENGINE).getGpuCount() > 0;
    if (wanted == dev.quantmask.detection.Device.CUDA && !there) {
      throw new IOException("device: cuda was asked for, and libtorch sees no CUDA device");
    }
    return there ? Device.gpu() : Device.cpu();
  }

  /**
   * The same for an archive. On a GPU 8-bit weights become 16-bit floating point as they are
   * loaded; torch's own quantized linear layers exist on CPUs only.
   *
   * @throws IOException when a GPU is asked for and cannot be used, saying why
   */
  static Device choose(dev.quantmask.detection.Device wanted, Scheme scheme) throws IOException {
    if (scheme != Scheme.LINEAR) {
      return choose(wanted);
    }
    if (wanted == dev.quantmask.detection.Device.CUDA) {
      throw new IOException(
          Text.format(
              "device: cuda was asked for, and an archive of scheme %s runs on CPUs only",
              scheme.label()));
    }
    return Device.cpu();
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  public static String label(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
