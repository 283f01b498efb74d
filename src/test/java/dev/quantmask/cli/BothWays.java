package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What tests need that run commands on the JVM and natively. */
abstract class BothWays {
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final Path MODEL = Path.of("src/main/model");
  static final Path FRAMES = Path.of("test-data/frames");
  static final Path R18 = Path.of("test-data/detectron2/r18_bn");

  @TempDir Path directory;

  Path jvm(String name) throws IOException {
    return Files.createDirectories(directory.resolve("jvm")).resolve(name);
  }

  Path natively(String name) throws IOException {
    return Files.createDirectories(directory.resolve("native")).resolve(name);
  }

  static Outcome good(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    return outcome;
  }

  @FunctionalInterface
  interface Arguments {
    Object[] of(Path out);
  }

  /** Runs a command twice, and compares the file that it writes, byte by byte. */
  void writesTheSame(String name, Arguments arguments) throws Exception {
    good(Outcome.onJvm(arguments.of(jvm(name))));
    good(Outcome.natively(arguments.of(natively(name))));
    assertThat(natively(name)).hasSameBinaryContentAs(jvm(name));
  }

  static Object[] arguments(Object... arguments) {
    return arguments;
  }

  /** On the JVM: rendering differs between JDKs. */
  Path rendered() {
    Path frames = directory.resolve("frames");
    good(Outcome.onJvm("dataset", "synthesize", "--out", frames, "--count", 3, "--seed", 7));
    return frames;
  }
}
