package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Detectron2TrainingConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.network.NetworkParameter;
import dev.quantmask.model.network.TrainingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Groups, their order and that of their parameters are those of Detectron2's build_optimizer. */
class ParameterGroupTest {
  private static final Path DATA = Path.of("test-data/training");

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> groupsAreThoseOfDetectron2() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(DATA.resolve("groups.json").toFile());
    assertThat(cases).hasSize(30);
    List<JsonNode> list = new ArrayList<>();
    cases.forEach(one -> list.add(one));
    return list.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.get("config").asText() + ", " + one.get("name").asText(),
                    () -> check(one)));
  }

  private void check(JsonNode expected) throws IOException {
    Path config = config(expected);
    TrainingConfig training = Detectron2TrainingConfig.read(config);
    List<ParameterGroup> groups =
        ParameterGroup.of(
            training.solver(),
            new TrainingNetwork(Detectron2Config.read(config, List.of()), training).parameters());

    assertThat(groups).hasSize(expected.get("groups").size());
    for (int i = 0; i < groups.size(); i++) {
      JsonNode group = expected.get("groups").get(i);
      assertThat(groups.get(i).rateFactor()).isEqualTo(group.get("rate_factor").asDouble());
      assertThat(groups.get(i).decay()).isEqualTo(group.get("decay").asDouble());
      assertThat(groups.get(i).parameters().stream().map(NetworkParameter::name))
          .containsExactly(
              new ObjectMapper().convertValue(group.get("parameters"), String[].class));
    }
  }

  /** The configuration of the case with its options, as the generator set them. */
  private Path config(JsonNode expected) throws IOException {
    String text =
        Files.readString(DATA.resolve(expected.get("config").asText()))
            .replaceAll("BIAS_LR_FACTOR: .*", "BIAS_LR_FACTOR: 1.0")
            .replaceAll("WEIGHT_DECAY_BIAS: .*", "WEIGHT_DECAY_BIAS: null");
    for (Map.Entry<String, JsonNode> option : expected.get("options").properties()) {
      String key = option.getKey().replace("SOLVER.", "");
      text = text.replaceAll("\\b" + key + ": .*", key + ": " + option.getValue());
    }
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, text);
    return file;
  }
}
