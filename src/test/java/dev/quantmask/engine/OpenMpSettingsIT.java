package dev.quantmask.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With {@code OMP_DISPLAY_ENV} OpenMP itself prints which settings it found when it was loaded. */
@EnabledOnOs(OS.LINUX)
class OpenMpSettingsIT {
  @TempDir Path directory;

  @Test
  void threadsOfOpenMpSleepWhileTheyWait() throws Exception {
    assertThat(detect(Map.of())).contains("OMP_WAIT_POLICY = 'PASSIVE'");
  }

  @Test
  void settingsOfTheUserStay() throws Exception {
    assertThat(detect(Map.of("OMP_WAIT_POLICY", "ACTIVE"))).contains("OMP_WAIT_POLICY = 'ACTIVE'");
  }

  private String detect(Map<String, String> environment) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>(Executable.command());
    command.addAll(List.of("detect", "test-data/frames/frame_000002.jpg"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("OMP_WAIT_POLICY");
    builder.environment().put("OMP_DISPLAY_ENV", "true");
    builder.environment().putAll(environment);
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(log);
  }
}
