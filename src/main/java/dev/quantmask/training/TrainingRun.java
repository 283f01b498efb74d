package dev.quantmask.training;

import dev.quantmask.engine.TorchDevice;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.evaluation.ClassCheck;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.network.TrainingNetwork;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A training from its first or its last checkpoint to its end. */
public final class TrainingRun implements AutoCloseable {
  private final TrainingConfig config;
  private final RunDirectory directory;
  private final TrainingMonitor monitor;
  private final BatchSource batches;
  private final LearningRate learningRate;
  private final LossNetwork network;
  private final GradientDescent descent;
  private final MetricsLog metrics;
  private final Optional<Validation> validation;
  private final Map<String, Long> batchesBefore;
  private int iteration; // that are done
  private Optional<Path> written = Optional.empty(); // the last checkpoint of this run

  private TrainingRun(
      TrainingConfig config,
      RunDirectory directory,
      TrainingMonitor monitor,
      BatchSource batches,
      LossNetwork network,
      GradientDescent descent,
      MetricsLog metrics,
      Optional<Validation> validation,
      TrainingState state) {
    this.config = config;
    this.directory = directory;
    this.monitor = monitor;
    this.batches = batches;
    this.learningRate = new LearningRate(config.solver().schedule(), config.solver().iterations());
    this.network = network;
    this.descent = descent;
    this.metrics = metrics;
    this.validation = validation;
    this.batchesBefore = state.batchesBefore();
    this.iteration = state.iterations();
  }

  /**
   * Reads everything that the training needs, and loads the network.
   *
   * @throws IOException naming what is wrong, before anything is computed or written
   */
  public static TrainingRun open(TrainingSettings settings, TrainingMonitor monitor)
      throws IOException {
    TrainingConfig config = Detectron2TrainingConfig.read(settings.config());
    ExampleSet data =
        ExampleSet.read(
            settings.training().annotations(),
            settings.training().images(),
            config.input().withoutObjects(),
            config.input().polygons(),
            monitor::message);
    MaskRcnnConfig model = Detectron2Config.read(settings.config(), data.classes());
    TrainingNetwork trainingNetwork = new TrainingNetwork(model, config);
    TorchRuntime.start(Runtime.getRuntime().availableProcessors());
    TorchDevice device = TorchDevice.choose(settings.device());
    RunDirectory directory = new RunDirectory(settings.out());
    requireFree(directory, settings, data);
    Optional<Validation> validation = validation(settings, directory, data, monitor);
    Optional<Path> last = directory.lastCheckpoint();
    TrainingState state =
        last.isPresent()
            ? TrainingState.read(last.get(), trainingNetwork.parameters(), config.solver())
            : new Start(settings, config, monitor).state(model);
    write(directory, settings, data);
    monitor.message(Text.format("device: %s", device));
    LossNetwork network = LossNetwork.load(trainingNetwork, state.weights(), device);
    GradientDescent descent =
        new GradientDescent(config.solver(), network.tensors(), network.memory());
    if (last.isPresent()) {
      descent.restore(state.velocities());
      monitor.message(Text.format("continues from %s", last.get()));
      monitor.checkpoint(state.iterations());
    }
    BatchSource batches =
        new BatchSource(
            data.examples(),
            new Augmentation(config.input()),
            config.solver().images(),
            config.seed());
    MetricsLog metrics = MetricsLog.open(directory.metrics(), state.iterations());
    return new TrainingRun(
        config, directory, monitor, batches, network, descent, metrics, validation, state);
  }

  private static Optional<Validation> validation(
      TrainingSettings settings, RunDirectory directory, ExampleSet data, TrainingMonitor monitor)
      throws IOException {
    if (settings.validation().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Validation.of(
            settings.validation().get(),
            directory.config(),
            data.classes(),
            settings.training().annotations().toString(),
            settings.device(),
            monitor::message));
  }

  /** The folder has no training yet, or the one that is continued. */
  private static void requireFree(
      RunDirectory directory, TrainingSettings settings, ExampleSet data) throws IOException {
    boolean begun = directory.lastCheckpoint().isPresent();
    if (begun && !settings.resume()) {
      throw new IOException(
          Text.format("%s: a training is there already; --resume continues it", settings.out()));
    }
    if (begun && Files.exists(directory.classes())) {
      ClassCheck.require(
          settings.training().annotations().toString(),
          data.classes(),
          directory.classes().toString(),
          ExistingFile.lines(directory.classes()));
    }
  }

  private static void write(RunDirectory directory, TrainingSettings settings, ExampleSet data)
      throws IOException {
    Files.createDirectories(directory.folder());
    if (!Files.exists(directory.config())
        || !Files.isSameFile(settings.config(), directory.config())) {
      AtomicFile.write(directory.config(), ExistingFile.bytes(settings.config()));
    }
    String classes = data.classes().stream().map(name -> name + "\n").collect(Collectors.joining());
    AtomicFile.write(directory.classes(), classes.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Trains to the end.
   *
   * @return the final checkpoint
   * @throws TrainingException when a loss or a weight is not finite, naming the images or the
   *     weight
   */
  public Path run() throws IOException {
    int iterations = config.solver().iterations();
    if (iteration >= iterations) {
      monitor.message(Text.format("nothing is left to do: SOLVER.MAX_ITER is %d", iterations));
    }
    while (iteration < iterations) {
      step();
      if (iteration == iterations) {
        checkpoint(directory.finalCheckpoint());
      } else if (isDue(config.solver().checkpointPeriod())) {
        checkpoint(directory.checkpoint(iteration));
      }
      if (isDue(config.solver().evaluationPeriod()) && iteration < iterations) {
        evaluate();
      }
    }
    evaluate();
    return directory.finalCheckpoint();
  }

  private boolean isDue(int period) {
    return period > 0 && iteration % period == 0;
  }

  private void step() throws IOException {
    long start = System.nanoTime();
    Batch batch = batches.batch(iteration);
    double rate = learningRate.at(iteration);
    Losses losses = network.backward(batch, seedOf(iteration));
    if (!Float.isFinite(losses.total())) {
      throw new TrainingException(
          Text.format(
              "iteration %d: expected finite losses, found %s, on images %s",
              iteration, losses, batch.imageIds()));
    }
    descent.step(rate);
    iteration++;
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> means = metrics.add(iteration, losses, rate, seconds);
    monitor.progress(
        new TrainingMonitor.Progress(
            iteration, config.solver().iterations(), means, batch.items().size() / seconds));
  }

  /** Samples that losses are computed on depend on the seed and the iteration alone. */
  private int seedOf(int iterationNumber) {
    return (int) (config.seed() * 1_000_003 + iterationNumber);
  }

  /** One that another run or Detectron2 wrote is kept. */
  private void checkpoint(Path checkpoint) throws IOException {
    metrics.flush(iteration);
    requireFiniteWeights();
    TrainingState.write(
        checkpoint,
        iteration,
        learningRate.at(iteration),
        network,
        batchesBefore,
        descent,
        config.solver());
    directory.setLastCheckpoint(checkpoint);
    monitor.checkpoint(iteration);
    Optional<Path> previous = written;
    written = Optional.of(checkpoint);
    if (previous.isPresent()) {
      Files.deleteIfExists(previous.get());
      monitor.message(
          Text.format("%s: written; %s is deleted", checkpoint, previous.get().getFileName()));
    } else {
      monitor.message(Text.format("%s: written", checkpoint));
    }
  }

  /** Else the checkpoint before, from which training could go on, would be replaced. */
  private void requireFiniteWeights() throws TrainingException {
    Optional<String> name = network.firstThatIsNotFinite();
    if (name.isPresent()) {
      throw new TrainingException(
          Text.format(
              "iteration %d: expected finite weights, found others in %s: no checkpoint is written",
              iteration, name.get()));
    }
  }

  private void evaluate() throws IOException {
    metrics.flush(iteration);
    if (validation.isPresent()) {
      try (TemporaryFile weights = TemporaryFile.create(".pth")) {
        TrainingState.writeWeights(weights.path(), iteration, network, batchesBefore);
        Map<String, Double> figures = validation.get().figures(weights.path());
        metrics.appendFigures(iteration, figures);
        monitor.message(
            Text.format(
                "iteration %d: box AP %.2f, mask AP %.2f",
                iteration,
                figures.getOrDefault("bbox/AP", Double.NaN),
                figures.getOrDefault("segm/AP", Double.NaN)));
      }
    }
    drawChart();
  }

  /** A system without fonts has no charts; the training is worth more than its image. */
  private void drawChart() {
    try {
      TrainingChart.write(directory.chart(), directory.metrics());
    } catch (IOException e) {
      monitor.message("no chart: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
