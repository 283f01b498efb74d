package dev.quantmask.training;

import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.weights.StartingWeights;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Decides what a training starts from: {@code --init}, else MODEL.WEIGHTS, else random weights. */
final class Start {
  private final TrainingSettings settings;
  private final TrainingConfig config;
  private final TrainingMonitor monitor;

  Start(TrainingSettings settings, TrainingConfig config, TrainingMonitor monitor) {
    this.settings = settings;
    this.config = config;
    this.monitor = monitor;
  }

  TrainingState state(MaskRcnnConfig model) throws IOException {
    Optional<Path> file = file();
    StartingWeights weights =
        file.isPresent()
            ? StartingWeights.of(file.get(), settings.initPlace(), model, config.seed())
            : StartingWeights.random(model, config.seed());
    weights.notes().forEach(monitor::message);
    return TrainingState.start(weights.tensors());
  }

  private Optional<Path> file() throws IOException {
    String configured = config.weights();
    if (configured.isEmpty()) {
      return settings.init();
    }
    if (settings.init().isPresent()) {
      monitor.message(
          Text.format(
              "MODEL.WEIGHTS %s is not used: --init %s is given",
              configured, settings.init().get()));
      return settings.init();
    }
    if (configured.matches("[A-Za-z0-9+.-]{2,}://.*")) {
      monitor.message(
          Text.format(
              "MODEL.WEIGHTS %s is not downloaded, and the weights are drawn at random; --init"
                  + " starts from a file",
              configured));
      return Optional.empty();
    }
    return Optional.of(local(configured));
  }

  /** Detectron2 looks in the current folder; a configuration that moved has its weights with it. */
  private Path local(String configured) throws IOException {
    Path beside = settings.config().toAbsolutePath().resolveSibling(configured);
    for (Path candidate : new Path[] {Path.of(configured), beside}) {
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new IOException(
        Text.format(
            "%s: MODEL.WEIGHTS: expected a file, found none at %s or %s; --init names another, and"
                + " WEIGHTS: '' starts from random weights",
            settings.config(), configured, beside));
  }
}
