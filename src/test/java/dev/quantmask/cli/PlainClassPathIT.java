package dev.quantmask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program on a class path, without Quarkus' launcher: so the image for Lambda tries it. */
@Timeout(120)
class PlainClassPathIT {
  @TempDir Path directory;

  @Test
  void itsLogHasNothingToComplainOf() throws Exception {
    Path error = directory.resolve("error");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        String.join(
            File.pathSeparator,
            "target/classes",
            "target/quarkus-app/lib/boot/*",
            "target/quarkus-app/lib/main/*");
    Process process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED", // as in the image for Lambda
                "-cp",
                classes,
                "dev.quantmask.Main",
                "detect",
                "--model",
                "src/main/model/default.pt",
                "test-data/frames/frame_000002.jpg")
            .redirectError(error.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // How far it is, which it says where it is slow.
    assertThat(Files.readAllLines(error)).isSubsetOf("detect: 1 of 1 images");
    assertThat(output).startsWith("{\"image\":\"test-data/frames/frame_000002.jpg\"");
    assertThat(process.exitValue()).isZero();
  }
}
