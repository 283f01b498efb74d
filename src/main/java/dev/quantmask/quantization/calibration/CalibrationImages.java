package dev.quantmask.quantization.calibration;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.image.ImageListing;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the images to calibrate on. */
public final class CalibrationImages {
  private CalibrationImages() {}

  /**
   * Chooses images evenly from all that there are, in the order of their names: consecutive frames
   * of a video resemble each other.
   *
   * @param source a folder of images, or a COCO file
   * @param images the folder of a COCO file's images; empty: where the file is
   * @param most the maximum number
   * @throws IOException when there is none
   */
  public static List<Path> choose(Path source, Optional<Path> images, int most) throws IOException {
    List<Path> all =
        Files.isDirectory(source)
            ? ImageListing.of(source)
            : ofDataSet(source, images.orElse(source.toAbsolutePath().getParent()));
    if (all.isEmpty()) {
      throw new IOException(Text.format("%s: expected images, found none", source));
    }
    List<Path> chosen = evenly(all, most);
    for (Path image : chosen) {
      if (!Files.isRegularFile(image)) {
        throw new IOException(
            Text.format("%s: expected the image %s, found no such file", source, image));
      }
    }
    return chosen;
  }

  /** Takes so many at most, at equal distances. */
  public static <T> List<T> evenly(List<T> all, int most) {
    int count = Math.min(most, all.size());
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return List.copyOf(chosen);
  }

  private static List<Path> ofDataSet(Path annotations, Path folder) throws IOException {
    return CocoReader.read(annotations).images().stream()
        .map(CocoImage::fileName)
        .sorted()
        .map(folder::resolve)
        .toList();
  }
}
