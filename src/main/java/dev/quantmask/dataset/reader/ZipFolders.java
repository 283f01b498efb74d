package dev.quantmask.dataset.reader;

import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Zips as annotation tools export them, read in place as if they were folders. */
public final class ZipFolders implements Closeable {
  // Images do not shrink, and JSON to a tenth: what promises more is no export.
  private static final long MOST_TIMES = 200;
  private static final long ALWAYS_FINE = 100L << 20;

  private final Map<Path, FileSystem> open = new HashMap<>();

  /**
   * Returns the folder that a zip stands for; what is no zip stands for itself.
   *
   * @throws IOException if the zip is damaged, or would unpack to far more than an export does
   */
  public Path folder(Path input) throws IOException {
    boolean isZip = input.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    if (!isZip || !Files.isRegularFile(input)) {
      return input;
    }
    Path file = input.toAbsolutePath().normalize();
    FileSystem zip = open.get(file);
    if (zip == null) {
      zip = open(input);
      open.put(file, zip);
      requireBounded(input, zip);
    }
    return zip.getRootDirectories().iterator().next();
  }

  private static FileSystem open(Path input) throws IOException {
    try {
      return FileSystems.newFileSystem(input);
    } catch (ZipException | ProviderNotFoundException | IllegalArgumentException e) {
      throw new IOException(
          Text.format("%s: expected a zip, found a damaged one: %s", input, e.getMessage()), e);
    }
  }

  private static void requireBounded(Path input, FileSystem zip) throws IOException {
    long most = Math.max(ALWAYS_FINE, MOST_TIMES * Files.size(input));
    long size = 0;
    try (Stream<Path> files = Files.walk(zip.getRootDirectories().iterator().next())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        size += Files.readAttributes(file, BasicFileAttributes.class).size();
        if (size > most) {
          throw new IOException(
              Text.format(
                  "%s: expected a zip that unpacks to at most %d MB, %d times its size, found more",
                  input, most >> 20, MOST_TIMES));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileSystem zip : open.values()) {
      zip.close();
    }
  }
}
