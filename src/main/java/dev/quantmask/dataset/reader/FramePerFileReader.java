package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import java.io.IOException;
import java.util.Set;

/** Reads formats with one JSON file an image. */
public abstract class FramePerFileReader implements AnnotationReader {
  private final InputFiles files;
  private final Set<String> skipped;

  /**
   * Files, each of one image.
   *
   * @param skipped fields that nobody needs, however long they are
   */
  public FramePerFileReader(InputFiles files, Set<String> skipped) {
    this.files = files;
    this.skipped = skipped;
  }

  /** Returns what the JSON of a file says; shapes that cannot be used are findings. */
  public abstract AnnotatedFrame frame(String name, ObjectNode json, Findings findings)
      throws IOException, InvalidAnnotationException;

  @Override
  public final long frames() {
    return files.names().size();
  }

  @Override
  public final void read(FrameHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      AnnotatedFrame frame;
      try {
        frame = frame(name, JsonFile.readObject(files.path(name), skipped), findings);
      } catch (InvalidAnnotationException | JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
        continue;
      }
      handler.accept(frame);
    }
  }
}
