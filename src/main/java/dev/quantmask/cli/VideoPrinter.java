package dev.quantmask.cli;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.output.FrameResponse;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import dev.quantmask.video.VideoFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints what was found in a video: JSON lines for a program, for a person the classes at the end.
 */
final class VideoPrinter implements AutoCloseable {
  private static final double SECOND = 1e6;

  private final Console console;
  private final JsonLines lines;
  private final MaskFormat masks;
  private final String name;
  private final long expected; // frames; -1 if nobody knows
  private final ImageProgress progress;
  private final Map<String, Seen> classes = new TreeMap<>();
  private long frames;

  /** In how many frames objects of a class were, how many at most, and the best score. */
  private record Seen(long frames, long most, double best) {
    Seen and(Seen other) {
      return new Seen(
          frames + other.frames, Math.max(most, other.most), Math.max(best, other.best));
    }
  }

  /**
   * Begins to print.
   *
   * @param json a file for the JSON lines; null for none
   * @param name of the video
   * @param expected about how many frames there are going to be
   */
  VideoPrinter(Console console, Path json, MaskFormat masks, String name, OptionalLong expected)
      throws IOException {
    this.console = console;
    this.lines =
        new JsonLines(
            console.isOnTerminal() ? OutputStream.nullOutputStream() : console.output(), json);
    this.masks = masks;
    this.name = name;
    this.expected = expected.orElse(-1);
    this.progress = ImageProgress.of(console, "detect", "frames");
  }

  void print(VideoFrame frame, DetectionResult result) throws IOException {
    double time = frame.microseconds() / SECOND;
    lines.write(FrameResponse.of(name, frame.index(), time, result, masks));
    byLabel(result.detections().detections())
        .forEach((label, seen) -> classes.merge(label, seen, Seen::and));
    frames++;
    progress.images(frames, expected < 0 ? -1 : Math.max(frames, expected));
  }

  private static Map<String, Seen> byLabel(List<Detection> detections) {
    return detections.stream().collect(Collectors.groupingBy(Detection::label)).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> seen(entry.getValue())));
  }

  private static Seen seen(List<Detection> objects) {
    return new Seen(
        1, objects.size(), objects.stream().mapToDouble(Detection::score).max().orElse(0));
  }

  /** How many were printed. */
  long frames() {
    return frames;
  }

  /** Ends the output, when everything is printed. */
  void complete() throws IOException {
    progress.close();
    if (console.isOnTerminal()) {
      console.print(Visible.format("%s: %d frames, %d classes%n", name, frames, classes.size()));
      console.lines().print(table());
    }
    lines.complete();
  }

  private MarkdownTable table() {
    MarkdownTable table = new MarkdownTable("label", "frames", "most in a frame", "best score");
    classes.forEach(
        (label, seen) ->
            table.row(
                Markdown.plain(label),
                Text.format("%d", seen.frames()),
                Text.format("%d", seen.most()),
                Text.format("%.2f", seen.best())));
    return table;
  }

  @Override
  public void close() throws IOException {
    progress.close();
    lines.close();
  }
}
