package dev.quantmask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a native build makes. */
public final class Executable {
  private static final Path FOLDER = Path.of("target");

  private Executable() {}

  /** The one that the build has made. */
  public static Path path() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().matches("quantmask-.*-runner"))
          .findFirst()
          .orElseThrow(() -> new IOException("no executable in target: mvn package -Dnative"))
          .toAbsolutePath();
    }
  }
}
