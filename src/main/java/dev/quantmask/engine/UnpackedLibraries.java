package dev.quantmask.engine;

import ai.djl.util.Utils;
import dev.quantmask.io.UnfinishedFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * libtorch's libraries, which DJL unpacks from the class path at the first start: to a folder
 * {@code tmp...} in its cache, or a file {@code jni...tmp} in the folder of a version, and moves
 * them when they are complete.
 */
final class UnpackedLibraries {
  private static final String FOLDER = "pytorch"; // as DJL calls it
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private UnpackedLibraries() {}

  /** Deletes what this process has not unpacked to the end; where Linux tells which that is. */
  static void deleteUnfinished() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return;
    }
    try {
      deleteUnfinished(Utils.getEngineCacheDir(FOLDER).toRealPath());
    } catch (IOException | RuntimeException e) {
      // The process ends: nobody is left who could do something about it.
    }
  }

  private static void deleteUnfinished(Path cache) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        deleteUnfinished(cache, Files.readSymbolicLink(file));
      }
    }
  }

  private static void deleteUnfinished(Path cache, Path open) throws IOException {
    if (!open.startsWith(cache)) {
      return;
    }
    Path folder = cache.resolve(cache.relativize(open).getName(0));
    if (folder.getFileName().toString().startsWith("tmp")) {
      UnfinishedFiles.delete(folder);
    } else if (open.getFileName().toString().matches("jni.*tmp")) {
      UnfinishedFiles.delete(open);
    }
  }
}
