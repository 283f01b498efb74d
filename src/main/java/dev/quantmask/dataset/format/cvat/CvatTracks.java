package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedFrame;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tracks of a video, gathered by frame. CVAT writes a shape for every frame of a track, those
 * between key frames too; where they are missing nothing is made up.
 */
final class CvatTracks {
  private static final Pattern STEP = Pattern.compile("step=(\\d+)");
  private static final List<String> EXTENSIONS = List.of("PNG", "png", "jpg", "jpeg", "JPG");

  private final String file;
  private final Findings findings;
  private final Map<Integer, List<LabelledShape>> frames = new TreeMap<>();
  private int width; // 0: not said
  private int height;
  private int step = 1; // from a frame that was annotated to the next one

  CvatTracks(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** Takes from the description of the task what concerns the frames of its video. */
  void readMeta(XmlFile xml) throws IOException {
    xml.children(
        child -> {
          switch (child.name()) {
            case "original_size" -> xml.children(side -> readSide(side.name(), xml.text()));
            case "frame_filter" -> readStep(xml.text());
            case "task", "job" -> readMeta(xml);
            default -> {} // who made it, and when
          }
        });
  }

  private void readSide(String name, String text) throws IOException {
    try {
      int pixels = (int) XmlElement.number(name, text);
      width = name.equals("width") ? pixels : width;
      height = name.equals("height") ? pixels : height;
    } catch (InvalidAnnotationException defect) {
      findings.add(
          new Finding(FindingKind.BROKEN_FILE, file, "original_size", null, defect.getMessage()));
    }
  }

  private void readStep(String text) {
    Matcher matcher = STEP.matcher(text);
    step = matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
  }

  void readTrack(XmlFile xml, XmlElement track) throws IOException {
    String label = track.attributes().get("label");
    String name = "track " + track.attributes().get("id");
    int[] visible = {-1}; // the last frame, if the object was seen in it
    boolean[] told = {false};
    xml.children(
        element -> {
          int frame;
          try {
            frame = element.integer("frame");
          } catch (InvalidAnnotationException defect) {
            findings.add(file, "line " + element.line(), label, defect);
            return;
          }
          if (visible[0] >= 0 && frame > visible[0] + step && !told[0]) {
            told[0] = true;
            findings.add(gap(name, label, visible[0], frame));
          }
          List<LabelledShape> shapes = frames.computeIfAbsent(frame, key -> new ArrayList<>());
          boolean outside = "1".equals(element.attributes().get("outside"));
          visible[0] = outside ? -1 : frame;
          if (!outside) {
            CvatReader.addShape(source(frame), element, label, shapes, findings);
          }
        });
  }

  private Finding gap(String track, String label, int before, int after) {
    return new Finding(
        FindingKind.TRACK_WITH_GAP,
        file,
        track,
        label,
        Text.format(
            "expected a shape in every frame, found none between %d and %d; none is made up",
            before, after));
  }

  private String source(int frame) {
    return Text.format("%s, frame %d", file, frame);
  }

  /** Frames in which every object is outside are frames without objects. */
  void handOver(AnnotationReader.FrameHandler handler) throws IOException {
    for (Map.Entry<Integer, List<LabelledShape>> frame : frames.entrySet()) {
      handler.accept(
          new AnnotatedFrame(
              source(frame.getKey()), images(frame.getKey()), width, height, frame.getValue()));
    }
  }

  /** As CVAT names the frames of a video when it exports them. */
  private static List<String> images(int frame) {
    List<String> candidates = new ArrayList<>();
    for (String folder : List.of("", "images")) {
      for (String extension : EXTENSIONS) {
        candidates.add(ImagePaths.join(folder, Text.format("frame_%06d.%s", frame, extension)));
      }
    }
    return candidates;
  }
}
