package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.DetectionOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkOutputTest {
  /** The IoU with the first box is 0.6 for the second one, and 0.5 for the third one. */
  private static final NetworkOutput OUTPUT =
      new NetworkOutput(
          new float[] {0, 0, 10, 10, 0, 0, 10, 6, 0, 0, 10, 5, 20, 20, 20, 20, 0, 1, 10, 10},
          new float[] {0.9f, 0.8f, 0.7f, 0.6f, 0.5f},
          new long[] {0, 1, 1, 2, 0},
          new float[] {1, 2, 3, 4, 5},
          1);

  @ParameterizedTest
  @CsvSource({
    "false, 0, 9, 1 2 3 4 5",
    "true, 0, 9, 1 3 4",
    "true, 0, 2, 1 3",
    "true, 0.75, 9, 1",
    "false, 0.75, 9, 1 2"
  })
  void keepsTheBestOfBoxesThatOverlapIfThatIsAskedFor(
      boolean classAgnostic, double minScore, int most, String rows) {
    NetworkOutput best = OUTPUT.best(new DetectionOptions(minScore, most, true, classAgnostic));
    StringBuilder found = new StringBuilder();
    for (float mask : best.masks()) {
      int row = (int) mask - 1;
      int at = found.length() / 2;
      found.append((int) mask).append(' ');
      assertThat(best.scores()[at]).isEqualTo(OUTPUT.scores()[row]);
      assertThat(best.classes()[at]).isEqualTo(OUTPUT.classes()[row]);
      assertThat(best.boxList().get(at)).isEqualTo(OUTPUT.boxList().get(row));
    }
    assertThat(found.toString().strip()).isEqualTo(rows);
  }
}
