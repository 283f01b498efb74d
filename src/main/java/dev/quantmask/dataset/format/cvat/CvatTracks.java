package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The tracks of a video, or of the videos of a project, gathered by task and frame. CVAT writes a
 * shape for every frame of a track, those between key frames too; where they are missing nothing is
 * made up.
 */
final class CvatTracks {
  private final String file;
  private final CvatLabels labels;
  private final Findings findings;
  private final List<CvatTask> tasks = new ArrayList<>();
  private final Map<Frame, List<LabelledShape>> frames =
      new TreeMap<>(Comparator.comparingInt(Frame::task).thenComparingInt(Frame::number));

  /** A frame of a task, by the position of the task. */
  private record Frame(int task, int number) {}

  CvatTracks(String file, CvatLabels labels, Findings findings) {
    this.file = file;
    this.labels = labels;
    this.findings = findings;
  }

  /** Takes from the description of the tasks what concerns the frames of their videos. */
  void readMeta(XmlFile xml) throws IOException {
    xml.children(
        child -> {
          switch (child.name()) {
            case "task", "job" -> tasks.add(CvatTask.read(xml, labels, file, findings));
            case "labels" -> labels.read(xml);
            case "project", "tasks" -> readMeta(xml);
            default -> {} // when it was written
          }
        });
  }

  /** Tracks of a file of one task do not name it. */
  private int task(XmlElement track) {
    String id = track.attributes().get("task_id");
    for (int i = 0; i < tasks.size(); i++) {
      if (id == null || id.equals(tasks.get(i).id())) {
        return i;
      }
    }
    tasks.add(CvatTask.of(track));
    return tasks.size() - 1;
  }

  void readTrack(XmlFile xml, XmlElement track) throws IOException {
    String label = track.attributes().get("label");
    String name = "track " + track.attributes().get("id");
    int task = task(track);
    tasks.get(task).setSubset(track.attributes().get("subset"));
    int step = tasks.get(task).step();
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
          List<LabelledShape> shapes =
              frames.computeIfAbsent(new Frame(task, frame), key -> new ArrayList<>());
          boolean outside = "1".equals(element.attributes().get("outside"));
          visible[0] = outside ? -1 : frame;
          if (!outside) {
            CvatReader.addShape(source(task, frame), element, track, shapes, findings);
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

  private String source(int task, int frame) {
    return tasks.size() == 1
        ? Text.format("%s, frame %d", file, frame)
        : Text.format("%s, task %s, frame %d", file, tasks.get(task).id(), frame);
  }

  /** Frames in which every object is outside are frames without objects. */
  void handOver(AnnotationReader.ImageHandler handler) throws IOException {
    for (Map.Entry<Frame, List<LabelledShape>> frame : frames.entrySet()) {
      int number = frame.getKey().number();
      int position = frame.getKey().task();
      CvatTask task = tasks.get(position);
      handler.accept(
          AnnotatedImage.ofVideo(
              source(position, number),
              CvatImages.of(number, task.subset(), namesakes(position, number), tasks.size() == 1),
              task.width(),
              task.height(),
              number,
              frame.getValue()));
    }
  }

  /** CVAT numbers the names of frames that tasks before have in the same subset. */
  private int namesakes(int position, int frame) {
    String subset = tasks.get(position).subset();
    return (int)
        tasks.subList(0, position).stream()
            .filter(task -> Objects.equals(task.subset(), subset) && task.hasFrame(frame))
            .count();
  }
}
