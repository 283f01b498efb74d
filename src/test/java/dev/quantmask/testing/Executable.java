package dev.quantmask.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a native build makes. */
public final class Executable {
  /** Of a profile whose folder is another. */
  private static final String JAR =
      System.getProperty("dev.quantmask.jar", "target/quarkus-app/quarkus-run.jar");

  private Executable() {}

  /** What starts the packaged program: in a native build the executable, else the jar. */
  public static List<String> command(String... jvmOptions) throws IOException {
    if (Boolean.getBoolean("dev.quantmask.native")) {
      return List.of(path().toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-jar", JAR));
    return command;
  }

  /** The one that the build has made. */
  public static Path path() throws IOException {
    return in(Path.of("target"));
  }

  /** The one that a build has made whose folder is another. */
  public static Path in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("quantmask-.*-runner"))
          .findFirst()
          .orElseThrow(() -> new IOException("no executable in " + folder + ": -Dnative makes it"))
          .toAbsolutePath();
    }
  }
}
