package dev.quantmask.cli;

import dev.quantmask.model.network.Converter;
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
      "A checkpoint of Detectron2 (.pth, .pkl) needs its configuration, one of torchvision the name"
          + " of its architecture and what its builder was given.",
      "It fails if a parameter is missing, is not used, or has the wrong shape."
    },
    footer = {
      "",
      "Example:",
      "  quantmask convert --checkpoint run/model_final.pth --config config.yaml \\",
      "      --classes frames/classes.txt --out model.pt"
    })
final class ConvertCommand implements Callable<Integer> {
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

  ConvertCommand(Console console) {
    this.console = console;
  }

  /** One or the other says what network the weights belong to. */
  private static final class Origin {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = {
          "The configuration in Detectron2: the config.yaml that it writes next to a training's"
              + " checkpoints, or a YAML file of its repository."
        })
    private Path config;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private TorchvisionArguments torchvision;
  }

  @Override
  public Integer call() throws IOException {
    List<String> labels = LabelFile.read(classes);
    convert(labels).forEach(this::note);
    console.note("%s: %s", out, ByteSize.megabytes(Files.size(out)));
    return ExitCodes.FINE;
  }

  private List<String> convert(List<String> labels) throws IOException {
    Optional<String> given = Optional.ofNullable(place);
    if (origin.config != null) {
      return Converter.convertDetectron2(checkpoint, given, origin.config, labels, out).stream()
          .toList();
    }
    TorchvisionArguments torchvision = origin.torchvision;
    return Converter.convertTorchvision(
        checkpoint, given, torchvision.builder(), torchvision.options(labels), out);
  }

  private void note(String note) {
    console.note("%s: %s", checkpoint, note);
  }
}
