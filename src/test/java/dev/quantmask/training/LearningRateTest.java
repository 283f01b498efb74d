package dev.quantmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.model.config.TrainingConfig.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are Detectron2's formulas, computed by hand. */
class LearningRateTest {
  @Test
  void stepsAfterALinearWarmUp() {
    Schedule schedule = new Schedule(0.02, 0.001, 100, true, false, List.of(600, 800), 0.1, 0);
    LearningRate rate = new LearningRate(schedule, 1000);
    assertThat(rate.at(0)).isCloseTo(0.00002, within(1e-12));
    assertThat(rate.at(50)).isCloseTo(0.02 * (0.001 + 0.999 * 0.5), within(1e-12));
    assertThat(rate.at(100)).isCloseTo(0.02, within(1e-12));
    assertThat(rate.at(599)).isCloseTo(0.02, within(1e-12));
    assertThat(rate.at(600)).isCloseTo(0.002, within(1e-12));
    assertThat(rate.at(800)).isCloseTo(0.0002, within(1e-12));
  }

  @Test
  void aCosineIsReachedWhereItStandsWhenTheWarmUpEnds() {
    Schedule schedule = new Schedule(0.01, 0.1, 200, true, true, List.of(), 0.1, 0);
    LearningRate rate = new LearningRate(schedule, 1000);
    double end = (1 + Math.cos(Math.PI * 0.2)) / 2;
    assertThat(rate.at(0)).isCloseTo(0.001, within(1e-12));
    assertThat(rate.at(100)).isCloseTo(0.01 * (0.1 + (end - 0.1) / 2), within(1e-12));
    assertThat(rate.at(200)).isCloseTo(0.01 * end, within(1e-12));
    assertThat(rate.at(500)).isCloseTo(0.005, within(1e-12));
    assertThat(rate.at(999)).isLessThan(1e-7);
  }

  @Test
  void aConstantWarmUp() {
    Schedule schedule = new Schedule(1, 0.25, 10, false, false, List.of(), 0.1, 0);
    LearningRate rate = new LearningRate(schedule, 100);
    assertThat(rate.at(0)).isEqualTo(0.25);
    assertThat(rate.at(9)).isEqualTo(0.25);
    assertThat(rate.at(10)).isEqualTo(1);
  }
}
