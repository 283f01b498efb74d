package dev.quantmask.tracking;

import dev.quantmask.dataset.synthetic.FrameSize;
import dev.quantmask.dataset.synthetic.SyntheticClips;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.detection.torch.SingleThreadDetector;
import dev.quantmask.engine.Device;
import dev.quantmask.io.TemporaryFolder;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What it costs and saves to detect in some of the frames only, with the tracker in between:
 * renders clips, detects with the bundled model, and prints the table of {@code tracking.md}.
 *
 * <p>Arguments: the number of clips, of frames of each, and the seed.
 */
final class FrameSkipping {
  private static final int[] STRIDES = {1, 2, 4};

  /** The tracker does not look at classes: of two on one object only the better one is of use. */
  private static final DetectionOptions OPTIONS =
      new DetectionOptions(0, DetectionOptions.ALL.maxDetections(), true, true);

  private FrameSkipping() {}

  /**
   * A frame with what was found in it, and the milliseconds that it took: to decode, to run the
   * network, to paste masks.
   */
  record DetectedFrame(List<Detection> detections, double millis) {}

  /** How objects are followed, and how a frame is answered in which nothing is looked for. */
  enum Way {
    BOXES("boxes", Overlap.BOX, true),
    MASKS("masks", Overlap.MASK, true),
    LAST_BOXES("boxes, which stay", Overlap.BOX, false);

    private final String text;
    private final Overlap overlap;
    private final boolean predicted;

    Way(String text, Overlap overlap, boolean predicted) {
      this.text = text;
      this.overlap = overlap;
      this.predicted = predicted;
    }

    TrackerOptions options() {
      TrackerOptions defaults = TrackerOptions.DEFAULT;
      return new TrackerOptions(
          defaults.activationThreshold(),
          defaults.lostFrames(),
          defaults.matchingThreshold(),
          overlap);
    }

    boolean isPredicted() {
      return predicted;
    }
  }

  public static void main(String... arguments) throws Exception {
    int clips = Integer.parseInt(arguments[0]);
    int frames = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    try (TemporaryFolder folder = TemporaryFolder.create();
        SingleThreadDetector detector = new SingleThreadDetector(FrameSkipping::bundledModel)) {
      Path place = folder.path().resolve("clips");
      new SyntheticClips(seed, FrameSize.of("640x360")).write(place, clips, frames, done -> {});
      List<List<DetectedFrame>> detected = new ArrayList<>();
      for (int clip = 0; clip < clips; clip++) {
        detected.add(detect(detector, clip(place, clip), frames));
      }
      System.out.print(table(place, detected));
    }
  }

  private static Detector bundledModel() throws IOException {
    return DetectorOpener.LIBTORCH.open(
        DetectorSettings.alone(ModelSource.of(Optional.empty()), Device.CPU));
  }

  static Path clip(Path clips, int number) {
    return clips.resolve(Text.format("clip_%06d", number));
  }

  private static List<DetectedFrame> detect(SingleThreadDetector detector, Path clip, int frames)
      throws Exception {
    List<DetectedFrame> detected = new ArrayList<>();
    for (int frame = 1; frame <= frames; frame++) {
      byte[] jpeg = Files.readAllBytes(clip.resolve(Text.format("img1/%06d.jpg", frame)));
      Detections found = detector.detect(jpeg, OPTIONS).detections();
      double load = found.timing().coldStart() ? found.timing().load() : 0;
      detected.add(new DetectedFrame(found.detections(), found.timing().total() - load));
    }
    return detected;
  }

  private static String table(Path clips, List<List<DetectedFrame>> detected) throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "detected",
            "followed by",
            "ms a frame",
            "HOTA",
            "DetA",
            "AssA",
            "MOTA",
            "IDF1",
            "IDSW",
            "AP",
            "AP50");
    for (int stride : STRIDES) {
      for (Way way : Way.values()) {
        if (stride > 1 || way.isPredicted()) {
          List<String> cells = new ArrayList<>();
          cells.add(stride == 1 ? "every frame" : Text.format("every %d frames", stride));
          cells.add(way.text);
          cells.addAll(new FrameSkippingRun(stride, way).figures(clips, detected));
          table.row(cells);
        }
      }
    }
    return table.toString();
  }
}
