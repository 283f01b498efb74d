package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.importing.ImportTarget;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.SingleThreadDetector;
import dev.quantmask.engine.InferenceException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageListing;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import dev.quantmask.tracking.Tracker;
import dev.quantmask.tracking.TrackerOptions;
import dev.quantmask.video.FrameSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "detect",
    header = "Finds objects in images, or in a video.",
    description = {
      "Prints, for each image in the order given, a table on a terminal, and one JSON object in a"
          + " line to a pipe or a file.",
      "An image that cannot be read is named on standard error; the others are still done.",
      "Of a video, which is a file, - for standard input, or the address of a camera, it prints a"
          + " JSON object for each frame, and on a terminal the classes that were seen."
    },
    footer = {
      "",
      "Example:",
      "  quantmask detect --model model-int8.pt --min-score 0.5 --overlay found \\",
      "      frames/frame_000000.jpg frames/frame_000001.jpg"
    })
final class DetectCommand implements Callable<Integer> {
  private final Console console;
  private final DetectorOpener detectors;

  @Mixin private DetectorOptions detector;

  @Mixin private DetectionFilterOptions filter;

  @Option(
      names = "--masks",
      paramLabel = "FORM",
      defaultValue = "rle",
      description = "The form of masks in JSON: rle, polygon or none; default: ${DEFAULT-VALUE}.")
  private MaskFormat masks;

  @Option(
      names = "--track",
      description = {
        "Follow objects over the frames of a video, or over images that are such frames in their"
            + " order: an object has an id, trackId in JSON.",
        "Classes are not looked at, and low scores help: take --class-agnostic-nms with it, and no"
            + " --min-score."
      })
  private boolean track;

  @Option(
      names = "--overlay",
      paramLabel = "PATH",
      description =
          "Write a PNG copy of each image to that folder, with what was found drawn in; of a video,"
              + " a video to that file: .mp4, .webm or .mkv.")
  private Path overlay;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the JSON lines there as well.")
  private Path json;

  @Option(
      names = "--annotations",
      paramLabel = "FORMAT",
      completionCandidates = AnnotationFormatNames.Writable.class,
      description =
          "Write what was found as annotations that a person corrects in a tool:"
              + " ${COMPLETION-CANDIDATES}.")
  private AnnotationFormat annotations;

  @Option(
      names = "--annotations-out",
      paramLabel = "PATH",
      description =
          "The file of these annotations, or a new or empty folder for formats of many files.")
  private Path annotationsOut;

  @Option(names = "--copy-images", description = "Copy the images into that folder.")
  private boolean copyImages;

  @Mixin private VideoOptions video;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE|VIDEO",
      description = "Images, and folders whose images are meant; or one video.")
  private List<DetectInput> inputs;

  DetectCommand(Console console, DetectorOpener detectors) {
    this.console = console;
    this.detectors = detectors;
  }

  @Override
  public Integer call() throws IOException {
    DetectionOptions options = options();
    Optional<DetectInput.Video> input = DetectInput.video(inputs);
    return input.isPresent() ? detect(input.get(), options) : detectInImages(options);
  }

  private int detect(DetectInput.Video input, DetectionOptions options) throws IOException {
    FrameSelection selection = video.selection();
    if (annotations != null || annotationsOut != null || copyImages) {
      throw new UsageException("--annotations, --copy-images: expected images, found a video");
    }
    try (SingleThreadDetector detection =
        new SingleThreadDetector(() -> detector.open(detectors))) {
      return new VideoDetection(console, selection, options, tracking(), masks, json, overlay)
          .run(input.source(), detection);
    }
  }

  private int detectInImages(DetectionOptions options) throws IOException {
    video.requireNone();
    List<Path> images = images();
    OverlayDirectory overlays = overlay == null ? null : new OverlayDirectory(overlay, images);
    UnaryOperator<DetectionResult> tracking = tracking();
    int unreadable = 0;
    try (SingleThreadDetector detection = new SingleThreadDetector(() -> detector.open(detectors));
        DetectionPrinter printer = new DetectionPrinter(console, json, masks, images.size());
        DetectionAnnotations labels = annotations(images)) {
      for (Path image : images) {
        Optional<DetectionResult> result = detect(detection, image, options).map(tracking);
        if (result.isEmpty()) {
          unreadable++;
          continue;
        }
        if (overlays != null) {
          overlays.write(image, result.get());
        }
        if (labels != null) {
          labels.add(image, result.get());
        }
        printer.print(image, result.get());
      }
      printer.complete();
      if (labels != null) {
        new ImportPrinter(console.error()).print(labels.complete(), false);
      }
    }
    return unreadable == 0 ? ExitCodes.FINE : ExitCodes.BAD_INPUT;
  }

  private UnaryOperator<DetectionResult> tracking() {
    return track ? new Tracker(TrackerOptions.DEFAULT)::update : UnaryOperator.identity();
  }

  /** Null when none are wanted. */
  private DetectionAnnotations annotations(List<Path> images) throws IOException {
    if ((annotations == null) != (annotationsOut == null)) {
      throw new UsageException("--annotations, --annotations-out: expected both or none");
    }
    if (annotations == null) {
      return null;
    }
    if (masks == MaskFormat.NONE) {
      throw new UsageException("--annotations: expected masks, found --masks none");
    }
    AnnotationFormatNames.requireWritable(annotations);
    return new DetectionAnnotations(
        new ImportTarget(annotations, annotationsOut, copyImages), images);
  }

  /** A folder stands for the images in it. */
  private List<Path> images() throws IOException {
    List<Path> images = new ArrayList<>();
    for (Path input : DetectInput.paths(inputs)) {
      if (!Files.isDirectory(input)) {
        images.add(input);
        continue;
      }
      List<Path> found = ImageListing.of(input);
      if (found.isEmpty()) {
        throw new IOException(Text.format("%s: expected images, found none", input));
      }
      images.addAll(found);
    }
    return images;
  }

  private DetectionOptions options() {
    return UsageException.check("", () -> filter.with(masks != MaskFormat.NONE));
  }

  /** Empty, and said so, when the image cannot be used. */
  private Optional<DetectionResult> detect(
      SingleThreadDetector detection, Path image, DetectionOptions options) throws IOException {
    byte[] bytes;
    try {
      bytes = ExistingFile.bytes(image);
    } catch (IOException e) {
      return unreadable(image, e);
    }
    try {
      return Optional.of(detection.detect(bytes, options));
    } catch (ImageException | InferenceException e) {
      return unreadable(image, e);
    }
  }

  private Optional<DetectionResult> unreadable(Path image, Exception e) {
    console.note("quantmask: %s: %s", image, Messages.reason(e));
    return Optional.empty();
  }
}
