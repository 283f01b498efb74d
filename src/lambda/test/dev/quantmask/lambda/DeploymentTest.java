package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Text;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Terraform module says of this build, as the build has it. */
class DeploymentTest {
  private static final String VARIABLE = "QUANTMASK_LAMBDA_DETECTIONS_SUFFIX";
  private static final Path MODULE = Path.of("terraform/modules/aws-lambda-cpu");

  private static String suffix(Map<String, String> environment) {
    return FrameEvents.suffix(
        new SmallRyeConfigBuilder()
            .withMapping(LambdaConfiguration.class)
            .withSources(new EnvConfigSource(environment, 300))
            .build()
            .getConfigMapping(LambdaConfiguration.class));
  }

  @Test
  void theSuffixOfDetectionsIsTheModules() throws IOException {
    assertThat(Files.readString(MODULE.resolve("main.tf")))
        .contains("\"" + VARIABLE + "\" => suffix");
    assertThat(suffix(Map.of(VARIABLE, ".detections"))).isEqualTo(".detections");
  }

  /**
   * By default a quarter is the heap, in which an image of 24 megapixels has no room at 1024 MB.
   */
  @Test
  void theImageGivesTheHeapMostOfTheMemory() throws IOException {
    assertThat(Files.readAllLines(Path.of("deployment/docker/Dockerfile.lambda")))
        .filteredOn(line -> line.startsWith("ENTRYPOINT"))
        .singleElement()
        .asString()
        .contains("\"-XX:MaxRAMPercentage=60\"", "\"-XX:+ExitOnOutOfMemoryError\"");
  }

  /** Compose files and consoles set variables to nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptySuffixIsTheDefault(String empty) {
    assertThat(suffix(Map.of(VARIABLE, empty))).isEqualTo(".json");
  }

  @Test
  void soIsItsDefault() throws IOException {
    assertThat(Files.readString(MODULE.resolve("variables.tf")))
        .containsPattern(
            Text.format(
                "detections_suffix = optional\\(string, \"\\Q%s\\E\"\\)", suffix(Map.of())));
  }
}
