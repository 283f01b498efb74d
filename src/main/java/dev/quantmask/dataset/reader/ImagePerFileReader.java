package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import java.io.IOException;
import java.util.Set;

/** Reads formats with one JSON file an image. */
public abstract class ImagePerFileReader implements AnnotationReader {
  private final InputFiles files;
  private final Set<String> skipped;

  /**
   * Files, each of one image.
   *
   * @param skipped fields that nobody needs, however long they are
   */
  public ImagePerFileReader(InputFiles files, Set<String> skipped) {
    this.files = files;
    this.skipped = skipped;
  }

  /** Returns what the JSON of a file says; shapes that cannot be used are findings. */
  public abstract AnnotatedImage image(String name, ObjectNode json, Findings findings)
      throws IOException, InvalidAnnotationException;

  @Override
  public final long images() {
    return files.names().size();
  }

  @Override
  public final void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      AnnotatedImage image;
      try {
        image = image(name, JsonFile.readObject(files.path(name), skipped), findings);
      } catch (InvalidAnnotationException | JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
        continue;
      }
      handler.accept(image);
    }
  }
}
