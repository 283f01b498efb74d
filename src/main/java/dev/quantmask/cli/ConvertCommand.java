package dev.quantmask.cli;

import dev.quantmask.model.config.TorchvisionConfig;
import dev.quantmask.model.network.Converter;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "convert",
    header = "Makes a TorchScript archive of a checkpoint of Detectron2 or torchvision.",
    description = {
      "A checkpoint of Detectron2 (.pth, .pkl) needs its dumped configuration, one of torchvision"
          + " the name of its architecture.",
      "It fails if a parameter is missing, is not used, or has the wrong shape."
    },
    footer = {
      "",
      "Example:",
      "  quantmask convert --checkpoint run/model_final.pth --config config.yaml \\",
      "      --classes frames/classes.txt --out model.pt"
    })
final class ConvertCommand implements Callable<Integer> {
  private static final String TRANSFORM = "of torchvision's transform; default: ";

  private final Console console;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "The checkpoint to convert.")
  private Path checkpoint;

  @ArgGroup(multiplicity = "1")
  private Origin origin;

  @Option(
      names = "--state-dict",
      paramLabel = "KEY",
      description = {
        "Where in the checkpoint the weights are, if they are there more than once, such as"
            + " 'model_ema'; the error that says so names the places."
      })
  private String place;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "Labels, a line each, without background; default: class_0, class_1, ...")
  private Path classes;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The archive to write.")
  private Path out;

  @Option(
      names = "--frozen-bn-eps",
      paramLabel = "E",
      defaultValue = "1e-5",
      description = {
        "Epsilon of the frozen batch norms of maskrcnn_resnet50_fpn: 0 or 1e-5; default:"
            + " ${DEFAULT-VALUE}.",
        "The file does not say. torchvision computes its published COCO weights with 0."
      })
  private double frozenBatchNormEpsilon;

  @Option(
      names = "--min-size",
      paramLabel = "N",
      defaultValue = "800",
      description = "Shorter side " + TRANSFORM + "${DEFAULT-VALUE}.")
  private int minSize;

  @Option(
      names = "--max-size",
      paramLabel = "N",
      defaultValue = "1333",
      description = "Longer side " + TRANSFORM + "${DEFAULT-VALUE}.")
  private int maxSize;

  ConvertCommand(Console console) {
    this.console = console;
  }

  /** One or the other says what network the weights belong to. */
  private static final class Origin {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The config.yaml that Detectron2 writes next to a training's checkpoints.")
    private Path config;

    @Option(
        names = "--arch",
        required = true,
        paramLabel = "NAME",
        description =
            "The architecture in torchvision: maskrcnn_resnet50_fpn or maskrcnn_resnet50_fpn_v2.")
    private String architecture;
  }

  @Override
  public Integer call() throws IOException {
    if (!(frozenBatchNormEpsilon >= 0)) { // a NaN is none
      throw new UsageException(
          "--frozen-bn-eps: expected at least 0, found " + frozenBatchNormEpsilon);
    }
    List<String> labels = LabelFile.read(classes);
    Optional<String> note =
        origin.config != null
            ? Converter.convertDetectron2(
                checkpoint, Optional.ofNullable(place), origin.config, labels, out)
            : Converter.convertTorchvision(
                checkpoint,
                Optional.ofNullable(place),
                UsageException.check("--", () -> TorchvisionConfig.Builder.of(origin.architecture)),
                new TorchvisionConfig.Options(
                    frozenBatchNormEpsilon,
                    UsageException.positive("--min-size", minSize),
                    UsageException.positive("--max-size", maxSize),
                    labels),
                out);
    note.ifPresent(text -> console.error().print(Visible.format("%s: %s%n", checkpoint, text)));
    console.error().print(Visible.format("%s: %s%n", out, ByteSize.megabytes(Files.size(out))));
    return ExitCodes.FINE;
  }
}
