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

/** What the Terraform module says of this build, as the build has it. */
class DeploymentTest {
  private static final String VARIABLE = "QUANTMASK_LAMBDA_DETECTIONS_SUFFIX";
  private static final Path MODULE = Path.of("terraform/modules/aws-lambda-cpu");

  private static LambdaConfiguration with(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(LambdaConfiguration.class)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(LambdaConfiguration.class);
  }

  @Test
  void theSuffixOfDetectionsIsTheModules() throws IOException {
    assertThat(Files.readString(MODULE.resolve("main.tf")))
        .contains("\"" + VARIABLE + "\" => suffix");
    assertThat(with(Map.of(VARIABLE, ".detections")).detectionsSuffix()).isEqualTo(".detections");
  }

  @Test
  void soIsItsDefault() throws IOException {
    assertThat(Files.readString(MODULE.resolve("variables.tf")))
        .containsPattern(
            Text.format(
                "detections_suffix = optional\\(string, \"\\Q%s\\E\"\\)",
                with(Map.of()).detectionsSuffix()));
  }
}
