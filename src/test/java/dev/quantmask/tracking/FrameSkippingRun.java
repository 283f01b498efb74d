package dev.quantmask.tracking;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.scoring.CocoScorer;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.detection.Detection;
import dev.quantmask.io.TemporaryFolder;
import dev.quantmask.text.Text;
import dev.quantmask.tracking.FrameSkipping.DetectedFrame;
import dev.quantmask.tracking.FrameSkipping.Way;
import dev.quantmask.tracking.scoring.TrackingFiles;
import dev.quantmask.tracking.scoring.TrackingScores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The figures of all clips, each n-th frame of which is looked at. */
final class FrameSkippingRun {
  private final int stride;
  private final Way way;
  private final List<CocoImage> images = new ArrayList<>();
  private final List<CocoAnnotation> annotations = new ArrayList<>();
  private final List<CocoDetection> detections = new ArrayList<>();
  private double millis;

  FrameSkippingRun(int stride, Way way) {
    this.stride = stride;
    this.way = way;
  }

  /** Returns the cells of a line of the table. */
  List<String> figures(Path clips, List<List<DetectedFrame>> detected) throws Exception {
    try (TemporaryFolder tracks = TemporaryFolder.create()) {
      for (int i = 0; i < detected.size(); i++) {
        Path clip = FrameSkipping.clip(clips, i);
        String lines = follow(detected.get(i));
        Files.writeString(tracks.path().resolve(clip.getFileName() + ".txt"), lines);
        addGroundTruth(clip, images.size() - detected.get(i).size());
      }
      Map<String, Number> scores =
          TrackingScores.combined(TrackingFiles.score(clips, tracks.path()).values()).figures();
      List<String> cells = new ArrayList<>();
      cells.add(Text.format("%.1f", millis / images.size()));
      for (String key : List.of("HOTA", "DetA", "AssA", "MOTA", "IDF1")) {
        cells.add(percent(scores.get(key).doubleValue()));
      }
      cells.add(scores.get("IDSW").toString());
      CocoScores boxes = CocoScorer.score(input(clips), ScoringOptions.of(IouType.BBOX));
      cells.add(percent(boxes.get(Metric.AP)));
      cells.add(percent(boxes.get(Metric.AP50)));
      return cells;
    }
  }

  private static String percent(double fraction) {
    return Text.format("%.1f", 100 * fraction);
  }

  /** Returns the tracks of a clip as lines of MOTChallenge. */
  private String follow(List<DetectedFrame> clip) {
    Tracker tracker = new Tracker(way.options());
    List<Detection> last = List.of();
    StringBuilder lines = new StringBuilder();
    for (int frame = 0; frame < clip.size(); frame++) {
      long start = System.nanoTime();
      if (frame % stride == 0) {
        millis += clip.get(frame).millis();
        last = tracker.update(clip.get(frame).detections());
      } else {
        List<Detection> expected = tracker.predict();
        last = way.isPredicted() ? expected : last;
      }
      millis += (System.nanoTime() - start) / 1e6;
      int image = images.size() + 1;
      images.add(new CocoImage(image, image + ".jpg", 640, 360));
      for (Detection detection : last) {
        add(detection, image, frame + 1, lines);
      }
    }
    return lines.toString();
  }

  /** Pixels of MOTChallenge count from 1. */
  private void add(Detection detection, int image, int frame, StringBuilder lines) {
    CocoBox box = TrackedDetection.boxOf(detection);
    detections.add(new CocoDetection(image, detection.classId() + 1, box, null, detection.score()));
    if (detection.trackId() != null) {
      lines.append(
          Text.format(
              "%d,%d,%.3f,%.3f,%.3f,%.3f,%.6f,-1,-1,-1\n",
              frame,
              detection.trackId(),
              box.x() + 1,
              box.y() + 1,
              box.width(),
              box.height(),
              detection.score()));
    }
  }

  private void addGroundTruth(Path clip, int imagesBefore) throws Exception {
    for (String line : Files.readAllLines(clip.resolve("gt/gt.txt"))) {
      double[] row = IntStream.range(0, 8).mapToDouble(i -> number(line, i)).toArray();
      CocoBox box = new CocoBox(row[2] - 1, row[3] - 1, row[4], row[5]);
      annotations.add(
          new CocoAnnotation(
              annotations.size() + 1L,
              imagesBefore + (long) row[0],
              (long) row[7],
              null,
              box.area(),
              box,
              false));
    }
  }

  private static double number(String line, int column) {
    return Double.parseDouble(line.split(",")[column]);
  }

  private ScoringInput input(Path clips) throws Exception {
    List<CocoCategory> categories = new ArrayList<>();
    for (String name : Files.readAllLines(clips.resolve("classes.txt"))) {
      categories.add(new CocoCategory(categories.size() + 1L, name));
    }
    return ScoringInput.of(new CocoDataset(images, categories, annotations), detections);
  }
}
