package dev.quantmask.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Files and folders that must not be left when the process ends: those that are not complete, and
 * temporary ones.
 */
public final class UnfinishedFiles {
  /** A file system that does not answer does not keep the process from ending. */
  private static final long PATIENCE_MILLIS = 2000;

  private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

  /** Held while a path begins or ceases to be unfinished; at the end nobody gives it back. */
  private static final ReentrantLock LOCK = new ReentrantLock();

  private UnfinishedFiles() {}

  /** Makes a change that the end of the process does not cut in two. */
  public static <T> T whole(IoSupplier<T> change) throws IOException {
    LOCK.lock();
    try {
      return change.get();
    } finally {
      LOCK.unlock();
    }
  }

  /** Makes a new file or folder, which is unfinished from then on. */
  static Path begin(IoSupplier<Path> creation) throws IOException {
    return whole(
        () -> {
          Path path = creation.get().toAbsolutePath();
          PATHS.add(path);
          return path;
        });
  }

  /** Moves or deletes a file or folder, which is unfinished no longer. */
  static void end(Path path, IoSupplier<?> change) throws IOException {
    whole(
        () -> {
          change.get();
          return PATHS.remove(path);
        });
  }

  /**
   * Deletes what is unfinished, for the process ends now: any thread that begins or completes a
   * file after this call waits until the process is gone.
   */
  @SuppressWarnings("LockNotBeforeTry") // it stays locked
  public static void deleteAll() {
    try {
      LOCK.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    PATHS.forEach(path -> drop(outOfSight(path)));
  }

  /** Moves a folder, so that threads which still write files find no folder to add them to. */
  private static Path outOfSight(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    try {
      return Files.move(path, path.resolveSibling(path.getFileName() + ".gone"));
    } catch (IOException e) {
      return path; // a system that does not move a folder of which files are open
    }
  }

  /** Deletes what nobody needs any longer, if that is possible. */
  static void drop(Path path) {
    try {
      delete(path);
      PATHS.remove(path);
    } catch (IOException e) {
      // Another error is reported already, or the process ends.
    }
  }

  /** Deletes a file, or a folder with all that is in it. */
  public static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.deleteIfExists(path);
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
