package dev.quantmask.remote;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file of the cache, which no process deletes before this one closes it or ends. */
public record FetchedFile(Path path, CacheFolder.Hold hold) implements Closeable {
  @Override
  public void close() throws IOException {
    hold.release();
  }
}
