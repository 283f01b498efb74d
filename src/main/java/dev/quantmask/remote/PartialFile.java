package dev.quantmask.remote;

import dev.quantmask.io.FileErrors;
import dev.quantmask.io.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A content that is not yet complete, and beside it, of what version it is: another process may go
 * on with it.
 */
record PartialFile(Path path) {
  private Path versionFile() {
    return path.resolveSibling(path.getFileName() + ".json");
  }

  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** The version, if it says whether what is missing is of the same bytes. */
  Optional<RemoteVersion> resumable() throws IOException {
    if (size() == 0 || !Files.exists(versionFile())) {
      return Optional.empty();
    }
    try {
      byte[] json = Files.readAllBytes(versionFile());
      return Optional.of(Json.read(json, RemoteVersion.class, versionFile().toString()))
          .filter(version -> version.validator().isPresent());
    } catch (IOException e) {
      return Optional.empty(); // the process ended as it wrote it
    }
  }

  void begin(RemoteVersion version) throws IOException {
    drop();
    try {
      Files.write(versionFile(), Json.line(version));
    } catch (IOException e) {
      throw writing(e);
    }
  }

  OutputStream append() throws IOException {
    try {
      return new Appending(
          Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw writing(e);
    }
  }

  private final class Appending extends FilterOutputStream {
    Appending(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        drop(); // the disk is full, and others need it
        throw writing(e);
      }
    }
  }

  private FileSystemException writing(IOException e) {
    return CacheFolder.unusable(path, FileErrors.writing(path, e));
  }

  void drop() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(versionFile());
  }
}
