package dev.quantmask.files;

import dev.quantmask.text.Text;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written beside its place, and moved there when it is complete: whoever sees it
 * sees all of it, and what was there stays until then. A pipe or a device is written to as it is.
 */
public final class NewFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path place;
  private final Path partial; // null when written in place
  private final OutputStream output;

  private NewFile(Path place, Path partial, OutputStream output) {
    this.place = place;
    this.partial = partial;
    this.output = output;
  }

  /**
   * Begins to write.
   *
   * @throws IOException when the place is a directory, or cannot be written to; it names the place
   */
  public static NewFile at(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      throw new IOException(Text.format("%s: expected a file, found a directory", place));
    }
    Path folder = place.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(Text.format("%s: there is no folder %s", place, folder));
    }
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      return new NewFile(place, null, Files.newOutputStream(place));
    }
    Path partial =
        folder.resolve(
            Text.format(".%s.%d.part", place.getFileName(), ProcessHandle.current().pid()));
    OutputStream file =
        Files.newOutputStream(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new NewFile(place, partial, new BufferedOutputStream(file, BUFFER_BYTES));
  }

  public OutputStream output() {
    return output;
  }

  /** Everything is written: the file takes its place. */
  public void complete() throws IOException {
    output.close();
    if (partial != null) {
      Files.move(
          partial, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Drops what is not complete. */
  @Override
  public void close() throws IOException {
    output.close();
    if (partial != null) {
      Files.deleteIfExists(partial);
    }
  }
}
