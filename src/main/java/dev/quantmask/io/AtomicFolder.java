package dev.quantmask.io;

import dev.quantmask.text.Text;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A folder that is filled beside its place, and moved there when it is complete: a reader that sees
 * it sees all of it.
 */
public final class AtomicFolder implements Closeable {
  private final Path place;
  private final Path partial;

  private AtomicFolder(Path place, Path partial) {
    this.place = place;
    this.partial = partial;
  }

  /**
   * Begins an empty folder.
   *
   * @throws IOException when the place is a file or a folder with something in it, or cannot be
   *     written to; it names the place
   */
  public static AtomicFolder at(Path place) throws IOException {
    Path folder = place.toAbsolutePath().normalize();
    requireFree(place);
    if (folder.getParent() == null || !Files.isDirectory(folder.getParent())) {
      throw new FileSystemException(
          place.toString(), null, "there is no folder " + folder.getParent());
    }
    Path partial =
        folder.resolveSibling(
            Text.format(".%s.%d.part", folder.getFileName(), ProcessHandle.current().pid()));
    try {
      UnfinishedFiles.begin(() -> Files.createDirectory(partial));
    } catch (IOException e) {
      throw FileErrors.writing(place, e);
    }
    return new AtomicFolder(folder, partial);
  }

  /**
   * Refuses a place where no new folder can be.
   *
   * @throws IOException when it is a file, or a folder with something in it
   */
  public static void requireFree(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    if (!Files.isDirectory(place)) {
      throw new FileSystemException(place.toString(), null, "expected a folder, found a file");
    }
    try (Stream<Path> files = Files.list(place)) {
      if (files.findAny().isPresent()) {
        throw new FileSystemException(
            place.toString(), null, "expected a new or empty folder, found files in it");
      }
    }
  }

  /** Writes a new file, whole; the folders above it are made. */
  public void write(String name, byte[] bytes) throws IOException {
    try (OutputStream file = create(name)) {
      file.write(bytes);
    }
  }

  /** Begins a new file; the folders above it are made. Errors of the stream name it. */
  public OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(create(name));
  }

  /** Makes a new file, a copy; the folders above it are made. */
  public void copy(Path source, String name) throws IOException {
    try (OutputStream file = create(name)) {
      FileInWork.is(source);
      Files.copy(source, file);
    }
  }

  /** The end of the process finds the file, or it is never there. */
  private OutputStream create(String name) throws IOException {
    Path file = partial.resolve(name).normalize();
    if (!file.startsWith(partial)) {
      throw new FileSystemException(
          name, null, "expected a name within the folder " + place + ", found one outside");
    }
    FileInWork.is(place.resolve(name));
    try {
      return UnfinishedFiles.whole(
          () -> {
            Files.createDirectories(file.getParent());
            OutputStream output = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            return new NamedOutput(place.resolve(name), output);
          });
    } catch (IOException e) {
      throw FileErrors.writing(place.resolve(name), e);
    }
  }

  /** Everything is written: the folder takes its place. */
  public void complete() throws IOException {
    try {
      UnfinishedFiles.end(
          partial,
          () -> {
            Files.deleteIfExists(place); // an empty folder
            return Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
          });
    } catch (IOException e) {
      throw FileErrors.writing(place, e);
    }
  }

  /** Drops what is not complete. */
  @Override
  public void close() throws IOException {
    UnfinishedFiles.end(
        partial,
        () -> {
          UnfinishedFiles.delete(partial);
          return partial;
        });
  }
}
