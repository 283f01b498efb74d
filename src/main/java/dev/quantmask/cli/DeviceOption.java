package dev.quantmask.cli;

import dev.quantmask.engine.Device;
import picocli.CommandLine.Option;

/** Says what a command computes on. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "The device to compute on: auto, cpu or cuda; default: ${DEFAULT-VALUE}.")
  private Device device;

  Device device() {
    return device;
  }
}
