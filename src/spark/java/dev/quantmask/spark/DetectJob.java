package dev.quantmask.spark;

import dev.quantmask.cli.DetectionFilterOptions;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code spark-submit --class dev.quantmask.spark.DetectJob} runs. */
@Command(
    name = "DetectJob",
    header = "Finds objects in a pile of images, with Apache Spark.",
    description = {
      "Writes Parquet files with a row for each image. Run again, it does what is missing.",
      "An image that cannot be used is a row with an error; the others are still done."
    },
    mixinStandardHelpOptions = true)
public final class DetectJob implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The archive to detect with; default: the bundled model.")
  private String model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Where the images are: a folder with its folders, a list, or a table.")
  private String input;

  @Option(
      names = "--input-format",
      paramLabel = "FORM",
      defaultValue = "images",
      description =
          "What the input is: images; paths, a text with a path a line; or parquet, with bytes or"
              + " paths in a column. Default: ${DEFAULT-VALUE}.")
  private ImageInput.Kind kind;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      defaultValue = "content",
      description = "The column of bytes or paths; default: ${DEFAULT-VALUE}.")
  private String column;

  @Option(
      names = "--path-column",
      paramLabel = "NAME",
      defaultValue = "path",
      description = "The column that names images beside their bytes; default: ${DEFAULT-VALUE}.")
  private String pathColumn;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of the rows.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "parquet",
      description =
          "parquet; or coco for COCO's result files as well, in the folder _coco of the output."
              + " Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "COCO's annotations of the images, whose ids --format coco writes.")
  private Path annotations;

  @Mixin private DetectionFilterOptions filter;

  @Option(
      names = "--masks",
      paramLabel = "FORM",
      defaultValue = "rle",
      description = "The form of masks: rle or none; default: ${DEFAULT-VALUE}.")
  private MaskFormat masks;

  @Option(
      names = "--images-per-task",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "As many images at most are a task, whose rows are a file; default: ${DEFAULT-VALUE}.")
  private int imagesPerTask;

  @Option(
      names = "--retry-errors",
      description = "Detect again in images of which there is only an error.")
  private boolean retryErrors;

  @Spec private CommandLine.Model.CommandSpec command;

  enum Format {
    PARQUET,
    COCO
  }

  private DetectJob() {}

  /** Runs the job; it ends with 0, with 1 when it has failed, and with 2 for a wrong option. */
  public static void main(String... arguments) {
    int exitCode = run(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(String... arguments) {
    return new CommandLine(new DetectJob())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(DetectJob::fail)
        .execute(arguments);
  }

  /** Names what is wrong with a file; anything else ends with its trace, as Spark's own errors. */
  private static int fail(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(e instanceof IOException)) {
      throw e;
    }
    line.getErr().println(Visible.format("quantmask: %s", e.getMessage()));
    return 1;
  }

  @Override
  public Integer call() throws Exception {
    DetectionOptions options = options();
    CocoDataset dataset = format == Format.COCO ? CocoReader.read(annotations) : null;
    DetectionRun run = new DetectionRun(this::tell, imagesPerTask, retryErrors);
    run.detect(
        Optional.ofNullable(model),
        new ImageInput(input, kind, column, pathColumn),
        output,
        options);
    if (dataset != null) {
      run.writeCoco(dataset, annotations.toString());
    }
    return 0;
  }

  private DetectionOptions options() {
    if (format == Format.COCO && annotations == null) {
      throw wrong("--format coco: expected --annotations with the ids of the images");
    }
    if (masks == MaskFormat.POLYGON) {
      throw wrong("--masks: expected rle or none, found polygon");
    }
    if (imagesPerTask < 1) {
      throw wrong("--images-per-task: expected at least 1, found " + imagesPerTask);
    }
    try {
      return filter.with(masks != MaskFormat.NONE);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private void tell(String message) {
    command.commandLine().getErr().println("quantmask: " + message);
  }
}
