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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file that is written beside its place, and moved there when it is complete: a reader that sees
 * it sees all of it, and what was there stays until then. A pipe or a device is written to as it
 * is.
 */
public final class AtomicFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path place;
  private final Path partial; // null when written in place
  private final OutputStream output;

  private AtomicFile(Path place, Path partial, OutputStream output) {
    this.place = place;
    this.partial = partial;
    this.output = output;
  }

  /**
   * Begins to write.
   *
   * @throws IOException when the place is a directory, or cannot be written to; it names the place,
   *     as do errors of the stream
   */
  public static AtomicFile at(Path place) throws IOException {
    FileInWork.is(place);
    requireNoFolder(place);
    Path partial = beside(place, "part");
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      return new AtomicFile(place, null, new NamedOutput(place, Files.newOutputStream(place)));
    }
    try {
      UnfinishedFiles.begin(() -> Files.write(partial, new byte[0]));
      OutputStream file = Files.newOutputStream(partial, StandardOpenOption.WRITE);
      return new AtomicFile(
          place, partial, new BufferedOutputStream(new NamedOutput(place, file), BUFFER_BYTES));
    } catch (IOException e) {
      UnfinishedFiles.drop(partial); // it may be there, and could not be opened
      throw FileErrors.writing(place, e);
    }
  }

  /** Writes a whole file. */
  public static void write(Path place, byte[] bytes) throws IOException {
    try (AtomicFile file = at(place)) {
      file.output().write(bytes);
      file.complete();
    }
  }

  /** Writes whole files that belong together: the end of the process leaves all of them or none. */
  public static void writeTogether(Map<Path, byte[]> contents) throws IOException {
    List<AtomicFile> files = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> content : contents.entrySet()) {
        files.add(at(content.getKey()));
        OutputStream output = files.get(files.size() - 1).output();
        output.write(content.getValue());
        output.close();
      }
      UnfinishedFiles.whole(
          () -> {
            for (AtomicFile file : files) {
              file.complete();
            }
            return files;
          });
    } finally {
      for (AtomicFile file : files) {
        file.close();
      }
    }
  }

  /** Refuses a place that is a folder. */
  public static void requireNoFolder(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      throw error(place, "expected a file, found a directory");
    }
  }

  /** A hidden file of this process in the folder of another one, which may be there or not. */
  static Path beside(Path place, String suffix) throws IOException {
    Path folder = place.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw error(place, "there is no folder " + folder);
    }
    String name =
        Text.format(".%s.%d.%s", place.getFileName(), ProcessHandle.current().pid(), suffix);
    return folder.resolve(name);
  }

  private static FileSystemException error(Path place, String reason) {
    return new FileSystemException(place.toString(), null, reason);
  }

  public OutputStream output() {
    return output;
  }

  /** Returns where it is written, for a library that opens files itself. */
  public Path path() {
    return partial == null ? place : partial;
  }

  /** Everything is written: the file takes its place. */
  public void complete() throws IOException {
    output.close();
    if (partial == null) {
      return;
    }
    try {
      UnfinishedFiles.end(
          partial,
          () ->
              Files.move(
                  partial,
                  place,
                  StandardCopyOption.ATOMIC_MOVE,
                  StandardCopyOption.REPLACE_EXISTING));
    } catch (IOException e) {
      throw FileErrors.writing(place, e);
    }
  }

  /** Drops what is not complete. */
  @Override
  public void close() throws IOException {
    try {
      output.close(); // fails once more where writing has failed
    } finally {
      if (partial != null) {
        UnfinishedFiles.end(partial, () -> Files.deleteIfExists(partial));
      }
    }
  }
}
