package dev.quantmask.server.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Timing;
import dev.quantmask.serving.api.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceStatisticsTest {
  private final InferenceStatistics statistics = new InferenceStatistics();

  private void answered(Timing timing, double answerMillis) {
    Detections found = new Detections(1, 1, List.of(), timing);
    statistics.answered("m", new DetectionResult(null, found, null), answerMillis);
  }

  @Test
  void addsWhatIsToldOfAModelUp() {
    long before = System.currentTimeMillis();
    answered(new Timing(1, 2, 100, 3, 4, 110, true), 0.5);
    answered(new Timing(10, 20, 0, 30, 40, 100, false), 5);
    statistics.refused("m", Outcome.OVERLOADED, 0.25);
    statistics.refused("other", Outcome.OVERLOADED, 7);
    ModelStatistics model = statistics.named("m");
    assertThat(model.lastInference()).isBetween(before - 110, System.currentTimeMillis());
    assertThat(model.inferences()).isEqualTo(2);
    assertThat(model.times())
        .isEqualTo(
            new ModelStatistics.Inferences(
                new ModelStatistics.Duration(2, 215_500_000),
                new ModelStatistics.Duration(1, 250_000),
                new ModelStatistics.Duration(2, 22_000_000),
                new ModelStatistics.Duration(2, 11_000_000),
                new ModelStatistics.Duration(2, 33_000_000),
                new ModelStatistics.Duration(2, 49_500_000),
                new ModelStatistics.Duration(0, 0),
                new ModelStatistics.Duration(0, 0)));
    assertThat(statistics.named("other").times().fail().count()).isOne();
    assertThat(statistics.named("none")).isEqualTo(ModelStatistics.none("none"));
  }

  @Test
  void keepsExecutionsByTheirNumberOfImages() {
    statistics.batch("m", 4, 8);
    statistics.batch("m", 1, 2);
    statistics.batch("m", 4, 9);
    ModelStatistics model = statistics.named("m");
    assertThat(model.executions()).isEqualTo(3);
    assertThat(model.batches()).extracting(ModelStatistics.Batch::size).containsExactly(1, 4);
    assertThat(model.batches())
        .extracting(ModelStatistics.Batch::network)
        .containsExactly(
            new ModelStatistics.Duration(1, 2_000_000),
            new ModelStatistics.Duration(2, 17_000_000));
  }
}
