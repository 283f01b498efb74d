package dev.quantmask.cli;

import dev.quantmask.benchmark.Bench;
import dev.quantmask.benchmark.BenchmarkImage;
import dev.quantmask.benchmark.BenchmarkedModel;
import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.io.TemporaryFolder;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    header = "Compares the time of models on the same images.",
    description = {
      "The models run in turn (A B A B), so that a busy machine is fair to all. They are either the"
          + " schemes of a checkpoint of Detectron2 (--checkpoint, --config, --images), which are"
          + " made in a temporary folder, or archives (--model, images).",
      "Prints a table in Markdown, of medians over all runs. End to end is from the bytes of an"
          + " image to those of the answer in JSON; network is from pixels to its detections; the"
          + " limit is what the network's convolutions and linear layers take when they are run one"
          + " by one, on inputs of the same shapes."
    },
    footer = {
      "",
      "Example:",
      "  quantmask bench --model model.pt --model model-int8.pt frames/frame_000000.jpg"
    })
final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private BenchCheckpoint checkpoint;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "An archive to measure; repeat the option for more of them. The first is the baseline.")
  private List<Path> models = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "The images to measure on, for --model.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often each model sees all images; default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--profile",
      description = "Also print where the time of a request goes, phase by phase.")
  private boolean profile;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the medians to that file: by model, endToEndMs, networkMs and limitMs.")
  private Path json;

  @Mixin private DeviceOption device;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireOneForm();
    UsageException.positive("--runs", runs);
    if (!checkpoint.isGiven()) {
      measure(byName(models), images);
      return ExitCodes.FINE;
    }
    checkpoint.schemes(); // a wrong one is told before anything is read
    List<Path> chosen = checkpoint.selectedImages();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      console.error().println("bench: converting, quantizing");
      measure(checkpoint.archives(folder.path()), chosen);
    }
    return ExitCodes.FINE;
  }

  private void requireOneForm() {
    boolean archives = !models.isEmpty() || !images.isEmpty();
    if (archives == checkpoint.isGiven()) {
      throw new UsageException(
          "expected either --checkpoint with --config and --images, or --model with images, found "
              + (archives ? "both" : "neither"));
    }
    if (archives && (models.isEmpty() || images.isEmpty())) {
      throw new UsageException(
          models.isEmpty()
              ? "--model: expected at least one archive, found none"
              : "expected images after the options, found none");
    }
    if (!archives && !checkpoint.isComplete()) {
      throw new UsageException("expected all of --checkpoint, --config and --images");
    }
  }

  /** Returns the models by scheme; where several are of one, with the file. */
  private static Map<String, Path> byName(List<Path> models) throws IOException {
    List<String> schemes = new ArrayList<>();
    for (Path model : models) {
      try (ModelArchive archive = ModelArchive.open(model)) {
        schemes.add(archive.manifest().scheme());
      }
    }
    Map<String, Path> named = new LinkedHashMap<>();
    for (int i = 0; i < models.size(); i++) {
      boolean alone = Collections.frequency(schemes, schemes.get(i)) == 1;
      String name = alone ? schemes.get(i) : schemes.get(i) + " " + models.get(i);
      if (named.put(name, models.get(i)) != null) {
        throw new UsageException(Text.format("--model: %s is given twice", models.get(i)));
      }
    }
    return named;
  }

  private void measure(Map<String, Path> archives, List<Path> files) throws IOException {
    List<BenchmarkImage> loaded = BenchmarkImage.read(files);
    List<BenchmarkedModel> contenders = new ArrayList<>();
    try (ImageProgress progress = ImageProgress.of(console, "bench")) {
      for (Map.Entry<String, Path> archive : archives.entrySet()) {
        contenders.add(
            BenchmarkedModel.load(archive.getKey(), archive.getValue(), device.device()));
      }
      List<ModelTimes> times = new Bench(loaded, runs, profile).run(contenders, progress::images);
      print(times);
    } finally {
      contenders.forEach(BenchmarkedModel::close);
    }
  }

  private void print(List<ModelTimes> times) throws IOException {
    PrintStream out = console.lines();
    BenchTable.print(out, times);
    if (profile) {
      out.println();
      ProfileTable.print(out, times);
    }
    if (json != null) {
      BenchJson.write(json, times);
    }
  }
}
