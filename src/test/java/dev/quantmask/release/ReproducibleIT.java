package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What makes the packaged program the same for everybody who builds a commit, as far as one build
 * shows it; {@code .ci/reproducible} makes two.
 */
class ReproducibleIT {
  private static final Path PROGRAM = Path.of("target/quarkus-app");

  /** What the build makes; {@code lib} has the libraries as they are published. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(PROGRAM.resolve("quarkus-run.jar")));
    for (String folder : List.of("app", "quarkus")) {
      try (Stream<Path> made = Files.list(PROGRAM.resolve(folder))) {
        made.sorted().forEach(files::add);
      }
    }
    return files;
  }

  static List<Path> jars() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".jar")).toList();
  }

  @Test
  void theFilesAreThere() throws IOException {
    assertThat(files())
        .map(file -> PROGRAM.relativize(file).toString())
        .containsExactly(
            "quarkus-run.jar",
            "app/quantmask-" + Pom.version() + ".jar",
            "quarkus/generated-bytecode.jar",
            "quarkus/quarkus-application.dat",
            "quarkus/transformed-bytecode.jar");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void entriesHaveTheOneTime(Path jar) throws IOException {
    LocalDateTime time = Pom.outputTimestamp();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(time);
      }
    }
  }

  /** Neither where it was built, nor by whom. */
  @ParameterizedTest
  @MethodSource("files")
  void nothingIsOfThisMachine(Path file) throws IOException {
    String here = Path.of("").toAbsolutePath().toString();
    if (!file.toString().endsWith(".jar")) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(here);
      return;
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream bytes = zip.getInputStream(entry)) {
          assertThat(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1))
              .as(entry.getName())
              .doesNotContain(here);
        }
      }
    }
  }
}
