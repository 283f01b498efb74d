package dev.quantmask.calibration;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.quantmask.detection.TorchRuntime;
import dev.quantmask.image.RgbImage;
import dev.quantmask.maskrcnn.ActivationRange;
import dev.quantmask.maskrcnn.CalibrationNetwork;
import dev.quantmask.maskrcnn.ModelArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs an unquantized network over frames and watches what its layers put out. */
public final class Calibration implements AutoCloseable {
  private final Model model;
  private final List<CalibrationNetwork.Observed> layers;

  private Calibration(Model model, List<CalibrationNetwork.Observed> layers) {
    this.model = model;
    this.layers = layers;
  }

  /**
   * Loads an archive that {@code convert} wrote.
   *
   * @throws IOException when it is quantized, or something else
   */
  public static Calibration of(Path archive) throws IOException {
    Path copy = Files.createTempFile("quantmask-calibration-", ".pt");
    TorchRuntime.prepare(Runtime.getRuntime().availableProcessors());
    try (ModelArchive source = ModelArchive.open(archive)) {
      CalibrationNetwork network = CalibrationNetwork.of(source);
      network.write(copy);
      return new Calibration(load(copy), network.layers());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Model load(Path archive) throws IOException {
    Model model = Model.newInstance("calibration", ai.djl.Device.cpu(), TorchRuntime.ENGINE);
    try {
      model.load(archive);
      return model;
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new IOException("libtorch cannot load the network: " + TorchRuntime.reason(e), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Adds what the layers put out on a frame. */
  public void see(RgbImage frame) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Shape shape = new Shape(frame.height(), frame.width(), 3);
      run(manager, manager.create(ByteBuffer.wrap(frame.pixels()), shape, DataType.UINT8));
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
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray method = manager.create(0f);
      method.setName("module_method:histograms");
      NDArray rows = run(manager, manager.create(0f), method);
      int length = (int) rows.getShape().get(1);
      double[] values = rows.toDoubleArray();
      List<Histogram> histograms = new ArrayList<>();
      for (int at = 0; at < values.length; at += length) {
        histograms.add(new Histogram(values[at], Arrays.copyOfRange(values, at + 1, at + length)));
      }
      return histograms;
    }
  }

  private NDArray run(NDManager manager, NDArray... inputs) {
    return model
        .getBlock()
        .forward(new ParameterStore(manager, false), new NDList(inputs), false)
        .get(0);
  }

  @Override
  public void close() {
    model.close();
  }
}
