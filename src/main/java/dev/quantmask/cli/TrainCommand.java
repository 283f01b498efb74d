package dev.quantmask.cli;

import dev.quantmask.text.Text;
import dev.quantmask.training.TrainingRun;
import dev.quantmask.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Trains a Mask R-CNN on annotated images, as a configuration of Detectron2 says.",
      "Checkpoints are Detectron2's: convert, Detectron2 and --init read them."
    },
    footer = {
      "",
      "Example:",
      "  quantmask train --config config.yaml --annotations annotations.train.json \\",
      "      --images frames --val annotations.val.json --val-images frames --out run"
    })
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The config.yaml of Detectron2: the network, its losses, the solver.")
  private Path config;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The COCO annotations to train on.")
  private Path annotations;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "The folder that file names in the annotations are relative to.")
  private Path images;

  @ArgGroup(exclusive = false)
  private Validation validation;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for checkpoints, metrics.jsonl and the chart.")
  private Path out;

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description = {
        "A checkpoint of Detectron2 or torchvision, or a backbone alone, whose weights to start"
            + " from; default: MODEL.WEIGHTS of the configuration.",
        "Predictors of other classes, and what is not there, are initialized at random."
      })
  private Path init;

  @Option(
      names = "--state-dict",
      paramLabel = "KEY",
      description = {
        "Where in --init the weights are, if they are there more than once, such as 'model_ema';"
            + " the error that says so names the places."
      })
  private String place;

  @Option(
      names = "--resume",
      description = "Continue from the last checkpoint in --out, if there is one.")
  private boolean resume;

  @Mixin private DeviceOption device;

  /** Both or none. */
  private static final class Validation {
    @Option(
        names = "--val",
        required = true,
        paramLabel = "FILE",
        description = "The COCO annotations to compute AP on.")
    private Path annotations;

    @Option(
        names = "--val-images",
        required = true,
        paramLabel = "DIR",
        description = "The folder that file names in --val are relative to.")
    private Path images;
  }

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Optional<TrainingSettings.Data> held =
        Optional.ofNullable(validation)
            .map(given -> new TrainingSettings.Data(given.annotations, given.images));
    TrainingSettings settings =
        new TrainingSettings(
            config,
            new TrainingSettings.Data(annotations, images),
            held,
            out,
            Optional.ofNullable(init),
            Optional.ofNullable(place),
            device.device(),
            resume);
    try (TrainingProgress progress = new TrainingProgress(console.error(), console.isOnTerminal());
        TrainingRun run = open(settings, progress)) {
      progress.message(run.run().toString());
    }
    return ExitCodes.FINE;
  }

  private TrainingRun open(TrainingSettings settings, TrainingProgress progress)
      throws IOException {
    String command =
        CommandText.toResume(spec.root().commandLine().getParseResult().originalArgs());
    Interruption.explain(
        () -> Text.format("interrupted %s. To continue: %s", progress.reached(), command));
    return TrainingRun.open(settings, progress);
  }
}
