package dev.quantmask.roi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoiStrengthTest {
  /** Two steps more for twice the bits; of 720p at 30 frames a second. */
  @ParameterizedTest
  @CsvSource({"1, 1", "500, 1", "1000, 3", "2000, 5", "4000, 7", "8000, 9", "90000, 12"})
  void followsTheRate(int kilobits, int strength) {
    assertThat(RoiStrength.of(kilobits * 1000 / (1280 * 720 * 30.0))).isEqualTo(strength);
  }
}
