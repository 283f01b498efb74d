package dev.quantmask.engine;

import ai.djl.util.Utils;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds libtorch beside a native executable. On a JVM, DJL unpacks it from a jar; an executable has
 * no jars, and libtorch is too large to be inside.
 */
final class LibtorchFolder {
  static final String VARIABLE = "PYTORCH_LIBRARY_PATH"; // of DJL, as the next
  static final String FLAVOR = "PYTORCH_FLAVOR";
  private static final String NAME = "libtorch";
  private static final String LIBRARY = System.mapLibraryName("torch");

  private LibtorchFolder() {}

  /**
   * Tells DJL, unless it has been told.
   *
   * @throws IOException saying where libtorch was looked for
   */
  static void prepare() throws IOException {
    if (!isExecutable()) {
      LibtorchPlatform.check();
      return;
    }
    Path folder = find(told(), executable());
    System.setProperty(VARIABLE, folder.toString());
    TorchRuntime.setUnlessSet(FLAVOR, "cpu");
  }

  /** The folder that the user names. */
  static Optional<String> told() {
    return Optional.ofNullable(Utils.getEnvOrSystemProperty(VARIABLE));
  }

  /**
   * The folder that was told, or else {@code libtorch} beside the executable.
   *
   * @throws IOException if it is not there
   */
  static Path find(Optional<String> told, Path executable) throws IOException {
    Path folder = told.map(Path::of).orElseGet(() -> executable.resolveSibling(NAME));
    if (!Files.isReadable(folder.resolve(LIBRARY))) {
      throw new IOException(
          Text.format(
              "%s is not in %s: let %s in the environment name the folder of libtorch",
              LIBRARY, folder, VARIABLE));
    }
    return folder;
  }

  private static boolean isExecutable() {
    return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
  }

  private static Path executable() {
    return ProcessHandle.current().info().command().map(Path::of).orElse(Path.of("quantmask"));
  }
}
