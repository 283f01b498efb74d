package dev.quantmask.dataset.format.via;

import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.CsvFile;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.io.MaybeGzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Projects and exports of the <a href="https://www.robots.ox.ac.uk/~vgg/software/via/">VGG Image
 * Annotator</a> 1, 2 and 3, as JSON or CSV. None says how large images are.
 */
final class ViaReader implements AnnotationReader {
  private final InputFiles files;
  private final ViaLabel label;

  /**
   * Files of one or of many images.
   *
   * @param classAttribute of a region that holds its label; if not given, the only one it has
   */
  ViaReader(InputFiles files, Optional<String> classAttribute) {
    this.files = files;
    this.label = new ViaLabel(classAttribute);
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try {
        read(name, files.path(name), handler, findings);
      } catch (JsonFile.MalformedException | CsvFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  private void read(String name, Path path, ImageHandler handler, Findings findings)
      throws IOException {
    if (!isJson(name, path)) {
      new ViaCsv(name, label, findings).read(path, handler);
    } else if (Via3Project.isOne(path)) {
      new Via3Project(name, label, findings).read(path, handler);
    } else {
      try (JsonFile json = JsonFile.open(path)) {
        new Via2Images(label, handler, findings).read(name, json);
      }
    }
  }

  /** A file whose name does not tell begins with a brace if it is JSON. */
  private static boolean isJson(String name, Path path) throws IOException {
    if (name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "").endsWith(".json")) {
      return true;
    }
    try (InputStream stream = MaybeGzipInput.open(path)) {
      return stream.read() == '{';
    }
  }
}
