package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.importing.DatasetImport;
import dev.quantmask.dataset.importing.ImportRequest;
import dev.quantmask.dataset.importing.ImportResult;
import dev.quantmask.dataset.importing.ImportSource;
import dev.quantmask.dataset.importing.ImportTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Writes the annotations of a COCO file as another tool reads them.",
      "What the format cannot say is a warning. A shape that cannot be used is an error, and then"
          + " nothing is written; --skip-broken leaves it out."
    },
    footer = {
      "",
      "Example:",
      "  quantmask dataset export --annotations annotations.train.json --images frames \\",
      "      --format labelme --out labelled"
    })
final class DatasetExportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The COCO file to export.")
  private Path annotations;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = AnnotationFormatNames.Writable.class,
      description = "The tool's format: ${COMPLETION-CANDIDATES}, in any case.")
  private AnnotationFormat format;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "The folder or zip of the images; default: do without them, and trust the sizes in"
              + " FILE.")
  private Path images;

  @Option(
      names = "--copy-images",
      description = "Copy the images into the folder that is written; it needs --images.")
  private boolean copyImages;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "The file to write, or a new or empty folder for formats of many files.")
  private Path out;

  @Mixin private FindingOptions findings;

  DatasetExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    AnnotationFormatNames.requireWritable(format);
    if (copyImages && images == null) {
      throw new UsageException("--copy-images: expected --images as well");
    }
    ImportResult result;
    try (ImageProgress progress = ImageProgress.of(console, "export")) {
      result = DatasetImport.run(request(), progress::images);
    }
    new ImportPrinter(console.error()).print(result, findings.skipBroken());
    return result.isWritten() ? ExitCodes.FINE : ExitCodes.BAD_INPUT;
  }

  private ImportRequest request() {
    ImportSource coco =
        ImportSource.of(Optional.of(AnnotationFormats.named("coco")), List.of(annotations));
    return new ImportRequest(
        coco.withImages(Optional.ofNullable(images)),
        new ImportTarget(format, out, copyImages),
        List.of(),
        Optional.empty(),
        findings.skipBroken(),
        findings.report());
  }
}
