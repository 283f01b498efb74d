package dev.quantmask.detection.torch;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.quantmask.detection.Device;
import dev.quantmask.detection.InferenceException;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.LayerRun;
import dev.quantmask.model.network.MeasuredNetwork;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.NetworkPhase;
import dev.quantmask.model.network.NetworkSizes;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Times a network from within: the phases of an image, and its layers one by one. libtorch's own
 * steady clock tells the time, between the operators, so that nothing of Java is in it. One thread
 * should call all timers: libtorch keeps helpers and memory for every thread that calls it.
 */
public final class NetworkTimer implements AutoCloseable {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final Model model;
  private final Function<NetworkSizes, List<LayerRun>> layers;

  private NetworkTimer(Model model, Function<NetworkSizes, List<LayerRun>> layers) {
    this.model = model;
    this.layers = layers;
  }

  /**
   * Loads a copy of an archive.
   *
   * @throws IOException when it cannot be used, or another version of the program wrote it
   */
  public static NetworkTimer load(Path archive, Device device) throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt");
        ModelArchive source = ModelArchive.open(archive)) {
      MeasuredNetwork network = MeasuredNetwork.of(source);
      network.write(copy.path());
      ModelSource file = ModelSource.of(Optional.of(copy.path()));
      LoadedArchive loaded = LoadedArchive.load(DetectorSettings.alone(file, device));
      return new NetworkTimer(loaded.model(), network::runs);
    }
  }

  /** Runs the whole network, phase by phase. */
  public NetworkProfile profile(RgbImage image) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Stopwatch watch = new Stopwatch();
      NDArray pixels = ImageTensor.of(image, manager);
      NDList answer = call(manager, MeasuredNetwork.PROFILE, pixels);
      answer.get(2).toFloatArray(); // detections have to come back, too
      double total = watch.lap();
      return profile(answer.get(0).toLongArray(), answer.get(1).toLongArray(), total);
    }
  }

  private static NetworkProfile profile(long[] sizes, long[] times, double total) {
    Map<NetworkPhase, Double> phases = new EnumMap<>(NetworkPhase.class);
    for (NetworkPhase phase : NetworkPhase.values()) {
      long nanos = times[phase.ordinal() + 1] - times[phase.ordinal()];
      phases.put(phase, nanos / NANOS_PER_MILLISECOND);
    }
    double inside = (times[times.length - 1] - times[0]) / NANOS_PER_MILLISECOND;
    NetworkSizes found =
        new NetworkSizes((int) sizes[0], (int) sizes[1], (int) sizes[2], (int) sizes[3]);
    return new NetworkProfile(found, phases, total - inside);
  }

  /** What the layers get to read for an image of which a profile told these sizes. */
  public List<LayerRun> layers(NetworkSizes sizes) {
    return layers.apply(sizes);
  }

  /**
   * Runs the operator of one layer some times in a row, on the same values drawn at random.
   *
   * @return milliseconds of each of these runs
   */
  public double[] alone(LayerRun layer, int times) {
    long[] numbers =
        LongStream.concat(
                LongStream.of(times, layer.signed() ? 1 : 0),
                layer.shape().stream().mapToLong(Integer::longValue))
            .toArray();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList answer = call(manager, layer.method(), manager.create(numbers));
      long[] nanos = answer.get(0).toLongArray();
      return LongStream.of(nanos).mapToDouble(time -> time / NANOS_PER_MILLISECOND).toArray();
    }
  }

  private NDList call(NDManager manager, String method, NDArray input) {
    NDArray name = manager.create(0f);
    name.setName("module_method:" + method);
    try {
      ParameterStore parameters = new ParameterStore(manager, false);
      return model.getBlock().forward(parameters, new NDList(input, name), false);
    } catch (EngineException e) {
      throw new InferenceException(Text.format("%s: %s", method, TorchRuntime.reason(e)), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
