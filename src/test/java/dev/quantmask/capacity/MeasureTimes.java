package dev.quantmask.capacity;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.Json;
import dev.quantmask.statistics.Medians;
import dev.quantmask.statistics.Quantile;
import dev.quantmask.testing.ServedProgram;
import dev.quantmask.text.Text;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Measures what images take of the processor, and prints lines of {@code service-times.csv}: in
 * this process, on one thread, and then in the packaged program, whose HTTP, garbage collector and
 * compiler come on top. It is time of the processor, and not of the clock: other programs on the
 * machine change it little.
 *
 * <p>{@code MeasureTimes FRAMES ROUNDS NAME=ARCHIVE...}
 */
public final class MeasureTimes {
  private static final int WARM_UP = 1; // rounds
  private static final int MOST_BATCH = 4;
  private static final int BATCHES = 20;
  private static final double MS = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<byte[]> images;
  private final int rounds;

  private MeasureTimes(List<byte[]> images, int rounds) {
    this.images = images;
    this.rounds = rounds;
  }

  public static void main(String... arguments) throws Exception {
    MeasureTimes measure =
        new MeasureTimes(
            CapacityCheck.images(Path.of(arguments[0])), Integer.parseInt(arguments[1]));
    for (String model : List.of(arguments).subList(2, arguments.length)) {
      String[] nameAndArchive = model.split("=", 2);
      measure.print(nameAndArchive[0], Path.of(nameAndArchive[1]));
    }
    System.exit(0);
  }

  private void print(String name, Path archive) throws Exception {
    DetectorSettings settings = new DetectorSettings(new ModelSource.File(archive), Device.CPU, 1);
    List<Work> works = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    try (Detector detector = DetectorOpener.LIBTORCH.open(settings)) {
      for (int round = -WARM_UP; round < rounds; round++) {
        for (byte[] image : images) {
          Work work = work(detector, image);
          if (round >= 0) {
            works.add(work);
          }
        }
      }
      for (int size = 1; size <= MOST_BATCH; size++) {
        costs.add(batch(detector, size) / size);
      }
    }
    double alone = costs.get(0);
    costs.replaceAll(cost -> cost / alone);
    System.out.println(ServiceTimes.line(name, "before", quantiles(works, Work::before)));
    System.out.println(ServiceTimes.line(name, "network", quantiles(works, Work::network)));
    System.out.println(ServiceTimes.line(name, "after", quantiles(works, Work::after)));
    double known = works.stream().mapToDouble(Work::total).average().orElseThrow();
    double besides = Math.max(0, served(archive) - known) / MS;
    System.out.println(ServiceTimes.line(name, "besides", List.of(besides)));
    System.out.println(ServiceTimes.line(name, "batch", costs));
  }

  private static Work work(Detector detector, byte[] bytes) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    RgbImage image = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    long decoded = THREADS.getCurrentThreadCpuTime();
    PendingDetections found = detector.infer(List.of(image)).get(0);
    long ran = THREADS.getCurrentThreadCpuTime();
    Detections detections = found.detections(DetectionOptions.ALL);
    Json.bytes(
        DetectionResponse.of(
            new DetectionResult(image, detections, detector.model()), MaskFormat.RLE));
    long end = THREADS.getCurrentThreadCpuTime();
    return new Work(decoded - start, ran - decoded, end - ran, 0);
  }

  /** The median of what the network takes for so many images, in nanoseconds. */
  private double batch(Detector detector, int size) throws Exception {
    List<Double> times = new ArrayList<>();
    for (byte[] bytes : images.subList(0, Math.min(images.size(), BATCHES))) {
      RgbImage image = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
      long start = THREADS.getCurrentThreadCpuTime();
      detector.infer(Collections.nCopies(size, image));
      times.add((double) (THREADS.getCurrentThreadCpuTime() - start));
    }
    return Medians.of(times);
  }

  private static List<Double> quantiles(List<Work> works, ToDoubleFunction<Work> phase) {
    double[] times = works.stream().mapToDouble(phase).map(time -> time / MS).toArray();
    return ServiceTimes.PLACES.stream().map(place -> Quantile.of(times, place)).toList();
  }

  /** What the process of the packaged program takes for an image, in nanoseconds. */
  private double served(Path archive) throws Exception {
    long start = System.nanoTime();
    try (ServedProgram instance =
        ServedProgram.start(
            Files.createTempDirectory("quantmask-capacity"),
            "-Xmx512m",
            "-Dquantmask.model.path=" + archive,
            "-Dquantmask.model.load=eager",
            "-Dquantmask.inference.workers=1",
            "-Dquantmask.inference.threads-per-worker=1")) {
      while (instance.get("/q/health/ready").statusCode() != 200) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      System.out.println(
          Text.format(
              "# ready after %.1f s of the clock, %.1f s of the processor",
              (System.nanoTime() - start) / 1e9, instance.processorTime().toMillis() / 1e3));
      MeasuredWorks.measure(instance, images, WARM_UP);
      long before = instance.processorTime().toNanos();
      MeasuredWorks.measure(instance, images, rounds);
      return (double) (instance.processorTime().toNanos() - before) / (rounds * images.size());
    }
  }
}
