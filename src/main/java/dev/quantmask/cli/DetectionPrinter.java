package dev.quantmask.cli;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Prints what was found: a table for each image for a person, JSON lines for a program. */
final class DetectionPrinter implements AutoCloseable {
  private final JsonLines lines;
  private final PrintStream table; // null where a program reads
  private final MaskFormat masks;
  private final int images;
  private final TimeLeft time = new TimeLeft();
  private final ImageProgress progress;
  private int done;

  /**
   * Begins to print.
   *
   * @param json a file for the JSON lines; null for none
   * @param images how many there are going to be
   */
  DetectionPrinter(Console console, Path json, MaskFormat masks, int images) throws IOException {
    this.lines =
        new JsonLines(
            console.isOnTerminal() ? OutputStream.nullOutputStream() : console.output(), json);
    this.table = console.isOnTerminal() ? console.lines() : null;
    this.masks = masks;
    this.images = images;
    this.progress = ImageProgress.of(console, "detect");
  }

  void print(Path image, DetectionResult result) throws IOException {
    lines.write(DetectionResponse.ofFile(image.toString(), result, masks));
    done++;
    if (table != null) {
      print(image, result.detections());
    } else {
      progress.images(done, images);
    }
  }

  private void print(Path image, Detections found) {
    int objects = found.detections().size();
    table.print(
        Visible.format(
            "%s: %d x %d, %s, %.0f ms%s%n",
            image,
            found.width(),
            found.height(),
            objects == 1 ? "1 object" : objects + " objects",
            found.timing().total(),
            place()));
    if (objects > 0) {
      table.print(rows(found.detections()));
    }
    table.println();
  }

  private static MarkdownTable rows(List<Detection> detections) {
    MarkdownTable rows = new MarkdownTable("label", "score", "left", "top", "right", "bottom");
    for (Detection one : detections) {
      Detection.Box box = one.box();
      String track = one.trackId() == null ? "" : Text.format(" #%d", one.trackId());
      rows.row(
          Markdown.plain(one.label() + track),
          Text.format("%.2f", one.score()),
          Text.format("%.0f", box.x0()),
          Text.format("%.0f", box.y0()),
          Text.format("%.0f", box.x1()),
          Text.format("%.0f", box.y1()));
    }
    return rows;
  }

  private String place() {
    return images == 1 ? "" : Text.format(" (%d of %d%s)", done, images, time.after(done, images));
  }

  /** Ends the output, when everything is printed. */
  void complete() throws IOException {
    lines.complete();
  }

  @Override
  public void close() throws IOException {
    progress.close();
    lines.close();
  }
}
