package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.AtomicFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Says what is to be written.
 *
 * @param out the file, or the folder where the format is one; of several parts {@code out.json}
 *     becomes {@code out.NAME.json}
 * @param copyImages whether formats that hold their images get copies of them
 */
public record ImportTarget(AnnotationFormat format, Path out, boolean copyImages) {
  /** A COCO file. */
  public static ImportTarget coco(Path out) {
    return new ImportTarget(AnnotationFormats.named("coco"), out, false);
  }

  /** Refuses a place that the format cannot be written to, before anything is read. */
  void check() throws IOException {
    if (format.isFolder()) {
      AtomicFolder.requireFree(out);
    } else {
      AtomicFile.requireNoFolder(out);
    }
  }

  /** The file of a part: {@code a/b.json} and {@code val}: {@code a/b.val.json}. */
  Path output(String part) {
    String name = out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    return out.resolveSibling(stem + "." + part + suffix);
  }

  /** Returns whether it is what is written, or the file of a part. */
  boolean isWritten(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path own = out.toAbsolutePath().normalize();
    if (absolute.equals(own)) {
      return true;
    }
    String part = output("").getFileName().toString(); // out..json
    String name = absolute.getFileName().toString();
    int dot = part.indexOf("..") + 1;
    return own.getParent().equals(absolute.getParent())
        && name.startsWith(part.substring(0, dot))
        && name.endsWith(part.substring(dot));
  }
}
