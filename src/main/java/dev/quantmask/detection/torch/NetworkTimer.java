package dev.quantmask.detection.torch;

import dev.quantmask.detection.Stopwatch;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.LayerRun;
import dev.quantmask.model.network.MeasuredNetwork;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.NetworkPhase;
import dev.quantmask.model.network.NetworkSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Times a network from within: the phases of an image, and its layers one by one. libtorch's own
 * steady clock tells the time, between the operators, so that nothing of Java is in it. One thread
 * should call all timers: libtorch keeps helpers and memory for every thread that calls it.
 */
public final class NetworkTimer implements AutoCloseable {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final TorchModule module;
  private final Function<NetworkSizes, List<LayerRun>> layers;

  private NetworkTimer(TorchModule module, Function<NetworkSizes, List<LayerRun>> layers) {
    this.module = module;
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
      LoadedArchive loaded = LoadedArchive.load(DetectorSettings.alone(copy.path(), device));
      return new NetworkTimer(loaded.module(), network::runs);
    }
  }

  /** Runs the whole network, phase by phase. */
  public NetworkProfile profile(RgbImage image) {
    try (TorchMemory memory = module.memory()) {
      Stopwatch watch = new Stopwatch();
      List<TorchTensor> answer = module.call(memory, MeasuredNetwork.PROFILE, memory.image(image));
      answer.get(2).floats(); // detections have to come back, too
      double total = watch.lap();
      return profile(answer.get(0).longs(), answer.get(1).longs(), total);
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

  /** Returns what the layers get to read for an image of which a profile told these sizes. */
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
    try (TorchMemory memory = module.memory()) {
      TorchTensor input = memory.longs(numbers, numbers.length);
      long[] nanos = module.call(memory, layer.method(), input).get(0).longs();
      return LongStream.of(nanos).mapToDouble(time -> time / NANOS_PER_MILLISECOND).toArray();
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
