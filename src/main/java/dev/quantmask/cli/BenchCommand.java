package dev.quantmask.cli;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.DetectorSettings;
import dev.quantmask.detection.Device;
import dev.quantmask.detection.ModelSource;
import dev.quantmask.evaluation.Quantile;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    description = {
      "Compares the time of models on the same images, in turn (A B A B), so that a busy machine is"
          + " fair to all.",
      "Prints a table in Markdown: medians over all runs of network and masks, without decoding."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int WARM_UP_RUNS = 2;

  private final Console console;
  private final DetectorOpener detectors;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "Again for each model; the first is what the others are compared with.")
  private List<Path> models;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Over all images, for each model; default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "auto, cpu or cuda; default: ${DEFAULT-VALUE}.")
  private Device device;

  @Parameters(arity = "1..*", paramLabel = "IMAGE")
  private List<Path> images;

  BenchCommand(Console console, DetectorOpener detectors) {
    this.console = console;
    this.detectors = detectors;
  }

  @Override
  public Integer call() throws IOException {
    if (runs < 1) {
      throw new IllegalArgumentException("--runs: expected at least 1, found " + runs);
    }
    List<RgbImage> pictures = decode();
    List<Detector> loaded = new ArrayList<>();
    try {
      for (Path model : models) {
        ModelSource source = ModelSource.of(Optional.of(model));
        loaded.add(detectors.open(DetectorSettings.alone(source, device)));
      }
      print(loaded, measure(loaded, pictures));
    } finally {
      loaded.forEach(Detector::close);
    }
    return ExitCodes.FINE;
  }

  private List<RgbImage> decode() throws IOException {
    List<RgbImage> pictures = new ArrayList<>();
    for (Path image : images) {
      pictures.add(ImageFile.read(image, ImageLimits.DEFAULT));
    }
    return pictures;
  }

  /** Milliseconds of every measured run, by model. */
  private List<List<Double>> measure(List<Detector> loaded, List<RgbImage> pictures) {
    List<List<Double>> times = new ArrayList<>();
    loaded.forEach(detector -> times.add(new ArrayList<>()));
    for (int run = -WARM_UP_RUNS; run < runs; run++) {
      for (int i = 0; i < loaded.size(); i++) {
        for (RgbImage picture : pictures) {
          Detections detections = loaded.get(i).detect(picture, DetectionOptions.ALL);
          if (run >= 0) {
            times.get(i).add(detections.timing().total());
          }
        }
      }
      console.error().printf("\rround %d of %d ", run + 1 + WARM_UP_RUNS, runs + WARM_UP_RUNS);
    }
    console.error().println();
    return times;
  }

  private void print(List<Detector> loaded, List<List<Double>> times) throws IOException {
    PrintStream out = new PrintStream(console.output(), true, StandardCharsets.UTF_8);
    out.println("| scheme | device | file MB | median ms | times faster | p10 ms | p90 ms |");
    out.println("|---|---|---|---|---|---|---|");
    double baseline = Quantile.of(numbers(times.get(0)), 0.5);
    for (int i = 0; i < loaded.size(); i++) {
      double[] own = numbers(times.get(i));
      out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.0f | %.2f | %.0f | %.0f |%n",
          loaded.get(i).model().scheme(),
          loaded.get(i).model().device(),
          Files.size(models.get(i)) / 1e6,
          Quantile.of(own, 0.5),
          baseline / Quantile.of(own, 0.5),
          Quantile.of(own, 0.1),
          Quantile.of(own, 0.9));
    }
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }
}
