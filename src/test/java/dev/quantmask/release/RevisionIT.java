package dev.quantmask.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.Executable;
import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program says from which commit it was built. */
@Timeout(180)
class RevisionIT {
  @TempDir Path directory;

  @BeforeAll
  static void needsARepository() {
    assumeTrue(Files.exists(Path.of(".git")), "the revision: this is no repository of git");
  }

  private static String output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static String commit() throws IOException {
    return output(List.of("git", "rev-parse", "HEAD")).strip();
  }

  /** Whether files are changed is not compared: they may be so since. */
  private static String pattern() throws IOException {
    return commit() + "(-dirty)?";
  }

  @Test
  void theVersionHasIt() throws IOException {
    List<String> command = new ArrayList<>(Executable.command());
    command.add("--version");
    assertThat(output(command))
        .matches("quantmask " + Pom.version() + "\\Rrevision " + pattern() + "\\R");
  }

  @Test
  void theServiceLogsItAndTellsIt() throws Exception {
    try (ServedProgram program = ServedProgram.start(directory)) {
      assertThat(program.log()).containsPattern("Revision " + pattern());
      assertThat(new ObjectMapper().readTree(program.get("/v2").body()).get("version").textValue())
          .matches(Pom.version() + "\\+" + pattern());
    }
  }

  /** What git archive makes of the sources is built without the repository. */
  @Test
  void aSourceArchiveHasIt() throws IOException {
    String name = "src/main/resources/quantmask-version.properties";
    String archived = output(List.of("git", "archive", "--format=tar", "HEAD", name));
    assertThat(archived).contains("archive=" + commit() + "\n");
  }
}
