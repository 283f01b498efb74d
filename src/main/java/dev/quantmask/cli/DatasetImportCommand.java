package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.importing.DatasetImport;
import dev.quantmask.dataset.importing.ImportRequest;
import dev.quantmask.dataset.importing.ImportResult;
import dev.quantmask.dataset.importing.ImportSource;
import dev.quantmask.dataset.importing.ImportTarget;
import dev.quantmask.dataset.importing.Split;
import dev.quantmask.dataset.importing.VideoFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "import",
    description = {
      "Makes a COCO annotation file of images that were annotated with another tool.",
      "Images are named relative to --images; sizes are compared with the images, whose EXIF"
          + " orientation is applied. The same input gives the same bytes.",
      "A shape that cannot be used is an error, and then nothing is written; --skip-broken leaves"
          + " it out. Lines and points have no area, and are always left out."
    },
    footer = {
      "",
      "Example:",
      "  quantmask dataset import --format labelme --in frames \\",
      "      --classes frames/classes.txt --out annotations.json \\",
      "      --split train=0.8,val=0.2"
    })
final class DatasetImportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = AnnotationFormatNames.class,
      description =
          "The tool's format: ${COMPLETION-CANDIDATES}, in any case; default: what the files look"
              + " like.")
  private AnnotationFormat format;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "PATH",
      description = {
        "The annotations: a file, a folder, or a zip as the tool exports it.",
        "Repeat the option for parts that share one list of classes, such as train.json and"
            + " val.json: FILE.json becomes FILE.train.json and FILE.val.json. Each file of a"
            + " folder of COCO files is such a part."
      })
  private List<Path> inputs;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The folder or zip of the images; default: that of the annotations.")
  private Path images;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = {
        "For CVAT and MOTChallenge: the video that was annotated. Frames that have annotations are"
            + " written to --images as PNG; a file that is there is never replaced."
      })
  private Path video;

  @Option(
      names = "--extract-images",
      description = {
        "For LabelMe: write images that only the annotations hold, as imageData, to the folder of"
            + " the images."
      })
  private boolean extractImages;

  @Option(
      names = "--no-image-files",
      description = "Do without the images; sizes are those that the annotations state.")
  private boolean withoutImages;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Labels, a line each, in the order of their numbers; default: those that the input lists,"
              + " in its order, else all, sorted.")
  private Path classes;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The COCO file to write.")
  private Path out;

  @Option(
      names = "--split",
      paramLabel = "NAME=SHARE,...",
      description =
          "Split by image: with train=0.8,val=0.2 FILE.json becomes FILE.train.json and"
              + " FILE.val.json.")
  private String split;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The seed of the split; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private FindingOptions findings;

  @Option(
      names = "--class-attribute",
      paramLabel = "NAME",
      description = "For VIA: the attribute of a region that holds its label.")
  private String classAttribute;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "The label of shapes that have none; default: the only line of --classes.")
  private String label;

  DatasetImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (extractImages && withoutImages) {
      throw new UsageException("--extract-images: expected without --no-image-files");
    }
    if (video != null && (withoutImages || images == null)) {
      throw new UsageException(
          "--video: expected --images DIR, where frames are written to, without --no-image-files");
    }
    ImportRequest request = request();
    if (video != null) {
      writeFrames(request);
    }
    ImportResult result;
    try (ImageProgress progress = ImageProgress.of(console, "import")) {
      result = DatasetImport.run(request, progress::images);
    }
    new ImportPrinter(console.error()).print(result, findings.skipBroken());
    return result.isWritten() ? ExitCodes.FINE : ExitCodes.BAD_INPUT;
  }

  private void writeFrames(ImportRequest request) throws IOException {
    try (ImageProgress progress = ImageProgress.of(console, "video", "frames")) {
      VideoFrames.write(request, video, progress::images);
    }
  }

  private ImportRequest request() throws IOException {
    return new ImportRequest(
        new ImportSource(
            Optional.ofNullable(format),
            inputs,
            Optional.ofNullable(images),
            extractImages,
            !withoutImages,
            Optional.ofNullable(classAttribute),
            Optional.ofNullable(label)),
        ImportTarget.coco(out),
        LabelFile.read(classes),
        Optional.ofNullable(parsedSplit()),
        findings.skipBroken(),
        findings.report());
  }

  private Split parsedSplit() {
    return split == null ? null : UsageException.check("--", () -> Split.parse(split, seed));
  }
}
