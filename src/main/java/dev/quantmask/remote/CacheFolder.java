package dev.quantmask.remote;

import dev.quantmask.io.FileErrors;
import dev.quantmask.io.IoSupplier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of the cache, which many processes share. A file NAME.lock stands for all that has
 * this name: who holds it shared uses that, and who holds it alone makes or deletes it.
 *
 * <p>The system frees the locks of a process that ends. It also frees a lock when the process
 * closes the file in any other place: so each such file is open once in a process.
 */
final class CacheFolder {
  private static final String LOCK = ".lock";
  private static final String OF_ALL = "cache" + LOCK;

  /** What this process holds, by the file of the lock. */
  private static final Map<Path, Held> HELD = new HashMap<>(); // guarded by the class

  private final Path path;

  CacheFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  private static final class Held {
    private final FileChannel channel;
    private final boolean shared;
    private int users = 1;

    Held(FileChannel channel, boolean shared) {
      this.channel = channel;
      this.shared = shared;
    }
  }

  /** A name that this process holds until it lets it go. */
  record Hold(Path file) {
    void release() throws IOException {
      synchronized (CacheFolder.class) {
        Held held = HELD.get(file);
        if (--held.users == 0) {
          HELD.remove(file);
          held.channel.close();
        }
      }
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  Path path() {
    return path;
  }

  /** Does something while no other process, and no other thread of this one, changes the names. */
  <T> T alone(IoSupplier<T> change) throws IOException {
    synchronized (CacheFolder.class) {
      make();
      try (FileChannel all = open(path.resolve(OF_ALL));
          FileLock lock = all.lock()) {
        return change.get();
      }
    }
  }

  private void make() throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    boolean hasModes = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownOnly =
        hasModes
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectories(path, ownOnly);
    } catch (IOException e) {
      throw unusable(path, FileErrors.writing(path, e));
    }
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(file, FileErrors.writing(file, e));
    }
  }

  /** Takes hold of a name, unless somebody holds it in a way that excludes this one. */
  Optional<Hold> hold(String name, boolean shared) throws IOException {
    Path file = path.resolve(name + LOCK);
    Held held = HELD.get(file);
    if (held != null) {
      if (!shared || !held.shared) {
        return Optional.empty();
      }
      held.users++;
      return Optional.of(new Hold(file));
    }
    FileChannel channel = open(file);
    FileLock lock = null;
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      return Optional.empty();
    }
    HELD.put(file, new Held(channel, shared));
    return Optional.of(new Hold(file));
  }

  /** An error of the cache, with the key that moves it. */
  static FileSystemException unusable(Path file, FileSystemException e) {
    FileSystemException named =
        new FileSystemException(
            file.toString(),
            null,
            FileErrors.reason(e) + "; " + RemoteSettings.CACHE_FOLDER + " names another folder");
    named.initCause(e);
    return named;
  }
}
