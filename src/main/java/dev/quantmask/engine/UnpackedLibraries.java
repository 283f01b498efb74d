package dev.quantmask.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import dev.quantmask.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * libtorch's libraries, which are packed in jars, unpacked to where DJL looks for them. DJL would
 * unpack them itself, to files that are left there when the process ends meanwhile.
 */
final class UnpackedLibraries {
  private static final String FOLDER = "pytorch"; // as DJL calls it, and all that follows
  private static final String LAST = System.mapLibraryName("torch"); // DJL takes it for all
  private static final String GLUE = System.mapLibraryName("djl_torch");

  private UnpackedLibraries() {}

  /** Unpacks what is not there yet; a file is there when it is whole. */
  static synchronized void unpack() throws IOException {
    Platform platform = Platform.detectPlatform(FOLDER);
    Optional<String> elsewhere = LibtorchFolder.told();
    String version = platform.getVersion();
    String framework = platform.getFlavor();
    if (elsewhere.isPresent()) {
      version = Utils.getEnvOrSystemProperty("PYTORCH_VERSION", version);
      framework = Utils.getEnvOrSystemProperty(LibtorchFolder.FLAVOR);
    }
    String glue = platform.getApiVersion() + "-" + GLUE;
    boolean glueIsBeside =
        elsewhere.isPresent() && Files.exists(Path.of(elsewhere.get()).resolve(glue));
    if (framework == null || glueIsBeside || elsewhere.isEmpty() && platform.isPlaceholder()) {
      return;
    }
    String classifier = platform.getClassifier();
    Map<String, String> resources = new LinkedHashMap<>(); // by the names of files, in order
    resources.put(glue, String.join("/", "jnilib", classifier, framework, GLUE));
    if (elsewhere.isEmpty()) {
      for (String library : platform.getLibraries()) {
        resources.put(library, String.join("/", FOLDER, framework, classifier, library));
      }
      resources.put(LAST, resources.remove(LAST));
    }
    String name = String.join("-", version, framework, classifier);
    unpack(resources, Utils.getEngineCacheDir(FOLDER).resolve(name));
  }

  static void unpack(Map<String, String> resources, Path folder) throws IOException {
    if (areThere(resources, folder)) {
      return; // and need not be writable
    }
    Files.createDirectories(folder);
    Path lock = folder.resolve("lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock ignored = file.lock()) { // one process unpacks, and others wait
      try {
        deleteUnfinished(folder);
        copy(resources, folder);
      } finally {
        Files.deleteIfExists(lock);
      }
    }
  }

  private static boolean areThere(Map<String, String> resources, Path folder) {
    return resources.keySet().stream().allMatch(name -> Files.exists(folder.resolve(name)));
  }

  /** What processes have begun that were killed: none of them has the lock. */
  private static void deleteUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** All, or after an error none: the disk is full. */
  private static void copy(Map<String, String> resources, Path folder) throws IOException {
    List<Path> copied = new ArrayList<>();
    try {
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        Path place = folder.resolve(resource.getKey());
        if (!Files.exists(place)) {
          copy(resource.getValue(), place);
          copied.add(place);
        }
      }
    } catch (IOException e) {
      for (Path file : copied) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  private static void copy(String resource, Path place) throws IOException {
    try (InputStream in = UnpackedLibraries.class.getResourceAsStream("/" + resource);
        AtomicFile file = AtomicFile.at(place)) {
      if (in == null) {
        throw new IOException(resource + " is not in the class path");
      }
      in.transferTo(file.output());
      file.complete();
    }
  }
}
