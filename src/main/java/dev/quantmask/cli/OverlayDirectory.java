package dev.quantmask.cli;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** PNG copies of images, each under a name of its own. */
final class OverlayDirectory {
  private final Path directory;
  private final Set<String> taken = new HashSet<>();

  /**
   * Makes the directory if need be.
   *
   * @param images that are going to be read: none of them is written over
   */
  OverlayDirectory(Path directory, List<Path> images) throws IOException {
    this.directory = Files.createDirectories(directory).toRealPath();
    for (Path image : images) {
      if (Files.exists(image) && image.toRealPath().startsWith(this.directory)) {
        taken.add(image.toRealPath().getFileName().toString().toLowerCase(Locale.ROOT));
      }
    }
  }

  void write(Path image, DetectionResult result) throws IOException {
    AtomicFile.write(directory.resolve(nameFor(image)), DetectionOverlay.png(result));
  }

  /** a/cat.jpg: cat.png; b/cat.png after it: cat-2.png; and so on, in the order given. */
  private String nameFor(Path image) {
    String file = image.getFileName().toString();
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    String name = stem + ".png";
    // Some file systems do not tell capitals from small letters.
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = Text.format("%s-%d.png", stem, i);
    }
    return name;
  }
}
