package dev.quantmask.quantization.calibration;

import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.CalibrationNetwork;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.ActivationRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Runs an unquantized network over images and watches what its layers put out. */
public final class Calibration implements AutoCloseable {
  private final TorchModule module;
  private final List<CalibrationNetwork.Observed> layers;

  private Calibration(TorchModule module, List<CalibrationNetwork.Observed> layers) {
    this.module = module;
    this.layers = layers;
  }

  /**
   * Loads an archive that {@code convert} wrote.
   *
   * @throws IOException when it is quantized, or something else
   */
  public static Calibration of(Path archive) throws IOException {
    try (ModelArchive source = ModelArchive.open(archive)) {
      CalibrationNetwork network = CalibrationNetwork.of(source);
      return new Calibration(TorchModule.of(network::write), network.layers());
    }
  }

  /**
   * The ranges of an archive's layers, by path, from images.
   *
   * @param seen is told after each image how many there were
   */
  public static Map<String, ActivationRange> ranges(
      Path archive, List<Path> images, RangeMethod method, IntConsumer seen) throws IOException {
    try (Calibration network = Calibration.of(archive)) {
      for (int i = 0; i < images.size(); i++) {
        network.see(ImageFile.read(images.get(i), ImageLimits.DEFAULT));
        seen.accept(i + 1);
      }
      return network.ranges(method);
    }
  }

  /** Adds what the layers put out on an image. */
  public void see(RgbImage image) {
    try (TorchMemory memory = module.memory()) {
      module.call(memory, "forward", memory.image(image));
    }
  }

  /** The ranges of all layers that were reached, by path. */
  public Map<String, ActivationRange> ranges(RangeMethod method) {
    Map<String, ActivationRange> ranges = new LinkedHashMap<>();
    List<Histogram> histograms = histograms();
    for (int i = 0; i < layers.size(); i++) {
      if (histograms.get(i).total() > 0) {
        ranges.put(layers.get(i).path(), method.range(histograms.get(i), layers.get(i).signed()));
      }
    }
    return ranges;
  }

  private List<Histogram> histograms() {
    try (TorchMemory memory = module.memory()) {
      TorchTensor rows = module.call(memory, "histograms", memory.floats(new float[1])).get(0);
      int length = (int) rows.shape()[1];
      double[] values = rows.doubles();
      List<Histogram> histograms = new ArrayList<>();
      for (int at = 0; at < values.length; at += length) {
        histograms.add(new Histogram(values[at], Arrays.copyOfRange(values, at + 1, at + length)));
      }
      return histograms;
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
