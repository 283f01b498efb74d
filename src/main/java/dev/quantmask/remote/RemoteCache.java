package dev.quantmask.remote;

import dev.quantmask.io.Sha256;
import dev.quantmask.io.UnfinishedFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Files that were fetched, each in a folder that is named after its address and version. What is
 * not complete is a file beside them. When there is no room for more, what nobody has used for
 * longest goes, unless a process uses it.
 */
final class RemoteCache {
  private static final String PART = ".part";
  private static final long POLL_MILLIS = 100;

  private final CacheFolder folder;
  private final long mostBytes;

  RemoteCache(Path folder, long mostBytes) {
    this.folder = new CacheFolder(folder);
    this.mostBytes = mostBytes;
  }

  /** Returns the name of what an address has in a version. */
  private static String name(RemoteAddress address, String tag) {
    return address.key() + "-" + Sha256.of(tag).substring(0, 16);
  }

  /** Finds a complete file, which stays as long as it is not closed. */
  Optional<FetchedFile> find(RemoteAddress address, String tag) throws IOException {
    String name = name(address, tag);
    Path file = folder.resolve(name).resolve(address.fileName());
    return folder.alone(() -> Files.exists(file) ? use(name, file) : Optional.empty());
  }

  private Optional<FetchedFile> use(String name, Path file) throws IOException {
    Optional<CacheFolder.Hold> hold = folder.hold(name, true);
    if (hold.isPresent()) {
      Files.setLastModifiedTime(file.getParent(), FileTime.from(Instant.now()));
    }
    return hold.map(held -> new FetchedFile(file, held));
  }

  /** Waits until no other process fetches from an address, and keeps others from it. */
  CacheFolder.Hold begin(RemoteAddress address, TransferMonitor monitor) throws IOException {
    boolean isTold = false;
    while (true) {
      Optional<CacheFolder.Hold> hold =
          folder.alone(() -> folder.hold(address.key() + PART, false));
      if (hold.isPresent()) {
        return hold.get();
      }
      if (!isTold) {
        monitor.waits(address);
        isTold = true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(address + ": the transfer was stopped");
      }
    }
  }

  /** Others may fetch from the address again. */
  void end(CacheFolder.Hold fetching) throws IOException {
    folder.alone(
        () -> {
          fetching.release();
          return Files.deleteIfExists(fetching.file());
        });
  }

  PartialFile partial(RemoteAddress address) {
    return new PartialFile(folder.resolve(address.key() + PART));
  }

  /** Moves what is complete to its place. */
  FetchedFile complete(RemoteAddress address, String tag) throws IOException {
    String name = name(address, tag);
    Path place = folder.resolve(name);
    Path file = place.resolve(address.fileName());
    PartialFile partial = partial(address);
    return folder.alone(
        () -> {
          Files.createDirectories(place);
          Files.move(partial.path(), file, StandardCopyOption.ATOMIC_MOVE);
          partial.drop();
          return use(name, file)
              .orElseThrow(() -> new IOException(file + ": another process deletes it"));
        });
  }

  /**
   * Makes room for a content.
   *
   * @throws IOException when it does not fit beside what is in use
   */
  void makeRoom(RemoteAddress address, long bytes) throws IOException {
    if (bytes > mostBytes) {
      throw tooLarge(address, bytes, "");
    }
    folder.alone(
        () -> {
          long room = mostBytes - bytes;
          List<Path> others = others(address);
          long used = 0;
          for (Path other : others) {
            used += size(other);
          }
          for (Path other : others) {
            if (used > room) {
              used -= deleted(other);
            }
          }
          if (used > room) {
            throw tooLarge(address, bytes, Text.format(", and what is in use there has %d", used));
          }
          return null;
        });
  }

  private static RemoteException tooLarge(RemoteAddress address, long bytes, String beside) {
    return new RemoteException(
        address,
        Text.format(
            "no room in the cache: it has %d bytes%s; %s has to be larger",
            bytes, beside, RemoteSettings.CACHE_SIZE),
        false);
  }

  /** Folders and incomplete files, but not this one; what was used longest ago comes first. */
  private List<Path> others(RemoteAddress address) throws IOException {
    Path own = partial(address).path();
    try (Stream<Path> files = Files.list(folder.path())) {
      return files
          .filter(file -> Files.isDirectory(file) || file.toString().endsWith(PART))
          .filter(file -> !file.equals(own))
          .sorted(Comparator.comparing(RemoteCache::lastUse))
          .toList();
    }
  }

  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(file)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(each);
      }
    }
    return bytes;
  }

  /** Deletes what nobody uses, and returns how many bytes that were. */
  private long deleted(Path other) throws IOException {
    Optional<CacheFolder.Hold> hold = folder.hold(other.getFileName().toString(), false);
    if (hold.isEmpty()) {
      return 0;
    }
    long bytes = size(other);
    UnfinishedFiles.delete(other);
    if (other.toString().endsWith(PART)) {
      new PartialFile(other).drop();
    }
    hold.get().release();
    Files.deleteIfExists(hold.get().file());
    return bytes;
  }
}
