package dev.quantmask.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.NetworkProfile;
import dev.quantmask.detection.torch.NetworkTimer;
import dev.quantmask.detection.torch.SingleThreadDetector;
import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageException;
import dev.quantmask.io.Json;
import dev.quantmask.model.network.LayerRun;
import dev.quantmask.statistics.Medians;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One model that takes part, and what was measured of it so far. */
public final class BenchmarkedModel implements AutoCloseable {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final String name;
  private final Path archive;
  private final SingleThreadDetector detection;
  private final NetworkTimer timer;
  private final LayerTimes layerTimes;
  private final Map<BenchmarkImage, List<LayerRun>> layers = new LinkedHashMap<>();
  private final List<RequestTime> requests = new ArrayList<>();
  private final Map<Phase, List<Double>> phases = new EnumMap<>(Phase.class);
  private ModelDescription model; // as the warm-up told

  private BenchmarkedModel(
      String name, Path archive, SingleThreadDetector detection, NetworkTimer timer) {
    this.name = name;
    this.archive = archive;
    this.detection = detection;
    this.timer = timer;
    this.layerTimes = new LayerTimes(timer::alone);
  }

  /**
   * Loads an archive twice: as it serves, and to look into it.
   *
   * @param name unlike all others of the comparison
   */
  public static BenchmarkedModel load(String name, Path archive, Device device) throws IOException {
    DetectorSettings settings = DetectorSettings.alone(archive, device);
    SingleThreadDetector detection =
        new SingleThreadDetector(() -> DetectorOpener.LIBTORCH.open(settings));
    return new BenchmarkedModel(name, archive, detection, NetworkTimer.load(archive, device));
  }

  /** Before all images are run once more. */
  void beginRound() {
    layerTimes.beginRound();
  }

  /** The first requests are slow, and not counted; tells what the layers get to read. */
  void warmUp(BenchmarkImage image) throws IOException {
    DetectionResult result = detect(image);
    model = result.model();
    NetworkProfile profile = timer.profile(result.image());
    layers.put(image, timer.layers(profile.sizes()));
    layerTimes.time(layers.get(image));
  }

  /** A request as the function answers it. */
  void request(BenchmarkImage image) throws IOException {
    long start = System.nanoTime();
    DetectionResult result = detect(image);
    long detected = System.nanoTime();
    answer(result);
    long end = System.nanoTime();
    Timing timing = result.detections().timing();
    requests.add(
        new RequestTime(
            (end - start) / NANOS_PER_MILLISECOND,
            timing.decode(),
            timing.inference(),
            timing.postprocess(),
            (end - detected) / NANOS_PER_MILLISECOND));
  }

  private DetectionResult detect(BenchmarkImage image) throws IOException {
    try {
      return detection.detect(image.bytes(), DetectionOptions.ALL);
    } catch (ImageException e) {
      throw new IOException(Text.format("%s: %s", image.file(), e.getMessage()), e);
    }
  }

  private static void answer(DetectionResult result) throws JsonProcessingException {
    Json.bytes(DetectionResponse.of(result, MaskFormat.RLE));
  }

  /** The layers of an image that was seen in the warm-up, one by one. */
  void timeLayers(BenchmarkImage image) {
    layerTimes.time(layers.get(image));
  }

  /** The phases of the network; those around it are of the requests. */
  void profile(BenchmarkImage image) throws IOException {
    NetworkProfile profile = timer.profile(detect(image).image());
    Map<Phase, Double> sums = new EnumMap<>(Phase.class);
    sums.put(Phase.REST, profile.rest());
    profile.phases().forEach((phase, time) -> sums.merge(Phase.of(phase), time, Double::sum));
    sums.forEach(
        (phase, time) -> phases.computeIfAbsent(phase, any -> new ArrayList<>()).add(time));
  }

  /** Returns what was measured. */
  ModelTimes times() throws IOException {
    double[] limits = layers.values().stream().mapToDouble(layerTimes::sum).toArray();
    return new ModelTimes(
        name,
        model.scheme(),
        model.place(),
        Files.size(archive) / 1e6,
        requests.stream().mapToDouble(RequestTime::endToEnd).toArray(),
        requests.stream().mapToDouble(RequestTime::network).toArray(),
        Medians.of(limits),
        phases.isEmpty() ? Map.of() : medians());
  }

  private Map<Phase, Double> medians() {
    Map<Phase, Double> medians = new EnumMap<>(Phase.class);
    phases.forEach((phase, times) -> medians.put(phase, Medians.of(times)));
    medians.put(Phase.DECODE, Medians.of(requests, RequestTime::decode));
    medians.put(Phase.MASKS, Medians.of(requests, RequestTime::masks));
    medians.put(Phase.JSON, Medians.of(requests, RequestTime::json));
    return medians;
  }

  @Override
  public void close() {
    detection.close();
    timer.close();
  }
}
