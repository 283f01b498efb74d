package dev.quantmask.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the archives, beside the packaged program as in them. */
@DisabledOnOs(OS.WINDOWS) // it is a script for a shell
@Timeout(60)
class LauncherIT {
  private static final Path SCRIPT = Path.of("src/main/assembly/bin/quantmask");
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path directory;
  private Path launcher;

  private record Result(int exitCode, String output) {}

  @BeforeEach
  void layOut() throws IOException {
    Path home = Files.createDirectories(directory.resolve("a folder/quantmask"));
    launcher = Files.createDirectory(home.resolve("bin")).resolve("quantmask");
    Files.copy(SCRIPT, launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(
        home.resolve("quarkus-app"), Path.of("target/quarkus-app").toAbsolutePath());
  }

  private Result run(Path command, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(command.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(directory.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }

  @Test
  void runsACommandFromWhereverItIs() throws Exception {
    Result result = run(launcher, Map.of("JAVA_HOME", JAVA_HOME), "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).startsWith("quantmask " + Pom.version() + "\n");
  }

  @Test
  void runsByALinkToIt() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("quantmask"), launcher);
    Result result = run(link, Map.of("JAVA_HOME", JAVA_HOME), "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).startsWith("quantmask " + Pom.version() + "\n");
  }

  @Test
  void givesArgumentsAndExitCodesOn() throws Exception {
    Result result =
        run(launcher, Map.of("JAVA_HOME", JAVA_HOME), "inspect", "--model", "no such.pt");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("no such.pt");
  }

  @Test
  void givesOptionsToJava() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS", "-Xmx256m -XshowSettings:vm");
    Result result = run(launcher, environment, "--version");
    assertThat(result.output()).contains("256.00M");
  }

  @Test
  void choosesOptionsOfJava() throws Exception {
    assertThat(flags("--version"))
        .containsPattern("ExitOnOutOfMemoryError +:?= true")
        .containsPattern("TieredStopAtLevel +:?= 1 ");
    assertThat(flags("train", "--help")).containsPattern("TieredStopAtLevel +:?= 4 ");
  }

  private String flags(String... arguments) throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS", "-XX:+PrintFlagsFinal");
    return run(launcher, environment, arguments).output();
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Result result = run(launcher, Map.of("JAVA_HOME", "/nowhere"), "--version");
    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.output())
        .isEqualTo(
            "quantmask: /nowhere/bin/java cannot be run; it needs Java 17 or newer, in JAVA_HOME or"
                + " in PATH\n");
  }
}
