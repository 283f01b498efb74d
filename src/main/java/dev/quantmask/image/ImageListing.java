package dev.quantmask.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lists the images of a folder, which are known by the endings of their names. */
public final class ImageListing {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp");

  private ImageListing() {}

  /** Returns the images by name, without those in folders of the folder. */
  public static List<Path> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> isImage(file.getFileName().toString())).sorted().toList();
    }
  }

  /** Returns whether a file of this name should be an image. */
  public static boolean isImage(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(small::endsWith);
  }
}
