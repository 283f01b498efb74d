package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.dataset.reader.XmlFile;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what the file says of a task, or of a job of one, before its tracks. */
final class CvatTask {
  private static final Pattern STEP = Pattern.compile("step=(\\d+)");

  private String id; // null: not said
  private String subset; // null: none
  private int frames = Integer.MAX_VALUE; // how many it has
  private int width; // 0: not said
  private int height;
  private int step = 1; // from a frame that was annotated to the next one

  static CvatTask of(XmlElement track) {
    CvatTask task = new CvatTask();
    task.id = track.attributes().get("task_id");
    return task;
  }

  static CvatTask read(XmlFile xml, CvatLabels labels, String file, Findings findings)
      throws IOException {
    CvatTask task = new CvatTask();
    xml.children(
        child -> {
          switch (child.name()) {
            case "id" -> task.id = xml.text().strip();
            case "labels" -> labels.read(xml);
            case "subset" -> task.setSubset(xml.text());
            case "size" -> task.frames = pixels(child.name(), xml.text(), file, findings);
            case "frame_filter" -> task.readStep(xml.text());
            case "original_size" ->
                xml.children(
                    side -> {
                      int pixels = pixels(side.name(), xml.text(), file, findings);
                      task.width = side.name().equals("width") ? pixels : task.width;
                      task.height = side.name().equals("height") ? pixels : task.height;
                    });
            default -> {} // who made it, and when
          }
        });
    return task;
  }

  /** Returns the number; what is none is a finding, and 0. */
  private static int pixels(String name, String text, String file, Findings findings)
      throws IOException {
    try {
      return (int) XmlElement.number(name, text);
    } catch (InvalidAnnotationException defect) {
      findings.add(
          new Finding(FindingKind.BROKEN_FILE, file, "original_size", null, defect.getMessage()));
      return 0;
    }
  }

  private void readStep(String text) {
    Matcher matcher = STEP.matcher(text);
    step = matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
  }

  /** Tracks name it too, where the description of the task does not. */
  void setSubset(String name) {
    subset = name == null || name.isBlank() ? subset : name.strip();
  }

  String id() {
    return id;
  }

  String subset() {
    return subset;
  }

  boolean hasFrame(int frame) {
    return frame < frames;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int step() {
    return step;
  }
}
