package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir private Path directory;

  private static Losses losses(float mask) {
    return new Losses(1, 2, 3, 4, mask, 5, 6, 7, 8);
  }

  @Test
  void linesAreMeansAndThoseAfterTheCheckpointAreDropped() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    MetricsLog log = MetricsLog.open(file, 0);
    Map<Integer, Double> shown = new HashMap<>();
    for (int iteration = 1; iteration <= 50; iteration++) {
      shown.put(iteration, log.add(iteration, losses(iteration), 0.1, 1).get("total_loss"));
    }
    assertThat(shown).containsEntry(1, 11.0).containsEntry(40, 40.5);
    log.flush(50);
    log.appendFigures(50, Map.of("bbox/AP", 12.5));
    Files.writeString(file, Files.readString(file) + "{\"iteration\": 5"); // a killed process
    List<String> all = Files.readAllLines(file);
    assertThat(all).hasSize(5);
    JsonNode second = new ObjectMapper().readTree(all.get(1));
    assertThat(second.get("iteration").asInt()).isEqualTo(39);
    assertThat(second.get("loss_mask").asDouble()).isEqualTo(30.5);
    assertThat(second.get("total_loss").asDouble()).isEqualTo(40.5);

    MetricsLog.open(file, 40);
    assertThat(Files.readAllLines(file)).isEqualTo(all.subList(0, 2));
  }
}
