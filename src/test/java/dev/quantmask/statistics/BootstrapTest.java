package dev.quantmask.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against numpy. */
class BootstrapTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double ROUNDING = 1e-12;

  private JsonNode fixture;

  @BeforeEach
  void read() throws IOException {
    Path file = Path.of("test-data/evaluation/resamples.json.gz");
    try (InputStream input = new GZIPInputStream(Files.newInputStream(file))) {
      fixture = MAPPER.readTree(input);
    }
  }

  private static double[] numbers(JsonNode array) {
    return MAPPER.convertValue(array, double[].class);
  }

  @Test
  void ratiosOfMediansOfGivenSamples() {
    double[] first = numbers(fixture.at("/times/0"));
    WeightedMedian median = new WeightedMedian(first);
    WeightedMedian other = new WeightedMedian(numbers(fixture.at("/times/1")));
    for (JsonNode sample : fixture.get("samples")) {
      int[] weights = new int[first.length];
      sample.get("draws").forEach(draw -> weights[draw.intValue()]++);
      assertThat(median.of(weights) / other.of(weights))
          .isCloseTo(sample.get("ratio").doubleValue(), within(ROUNDING));
    }
  }

  @Test
  void anEvenNumberHasItsMedianInBetween() {
    WeightedMedian median = new WeightedMedian(new double[] {8, 1, 4});
    assertThat(median.of(new int[] {1, 0, 1})).isEqualTo(6);
    assertThat(median.of(new int[] {2, 2, 2})).isEqualTo(4);
    assertThat(median.of(new int[] {3, 1, 0})).isEqualTo(8);
  }

  @Test
  void intervalsOfGivenSamples() {
    JsonNode samples = fixture.get("samples");
    double[] first = new double[samples.size()];
    double[] second = new double[samples.size()];
    double[] ratios = new double[samples.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = 100 * samples.get(i).at("/segm/0").doubleValue();
      second[i] = 100 * samples.get(i).at("/segm/1").doubleValue();
      ratios[i] = samples.get(i).get("ratio").doubleValue();
    }
    requireClose(Bootstrap.change(1.5, first, second), 1.5, fixture.get("segmInterval"));
    requireClose(Bootstrap.interval(0.5, ratios), 0.5, fixture.get("ratioInterval"));
  }

  private static void requireClose(Interval interval, double value, JsonNode wanted) {
    assertThat(interval.value()).isEqualTo(value);
    assertThat(interval.low()).isCloseTo(wanted.get(0).doubleValue(), within(ROUNDING));
    assertThat(interval.high()).isCloseTo(wanted.get(1).doubleValue(), within(ROUNDING));
  }

  @Test
  void everyImageIsDrawnAboutOnceAndTheDrawsAreTheSameAgain() {
    Bootstrap bootstrap = new Bootstrap(40);
    int[] all = new int[40];
    for (int sample = 0; sample < Bootstrap.SAMPLES; sample++) {
      int[] weights = bootstrap.weights(sample);
      assertThat(IntStream.of(weights).sum()).isEqualTo(40);
      assertThat(weights).isEqualTo(new Bootstrap(40).weights(sample));
      Arrays.setAll(all, i -> all[i] + weights[i]);
    }
    // 1000 draws expected of each; a standard deviation is 31.
    assertThat(IntStream.of(all)).allMatch(count -> Math.abs(count - 1000) < 150);
    assertThat(bootstrap.weights(0)).isNotEqualTo(bootstrap.weights(1));
  }

  /** Its width falls with the root of the number of images: tenfold here. */
  @Test
  void theIntervalOfTheSpeedUpHoldsTheTruthAndNarrowsWithTheNumberOfImages() {
    Interval few = speedUp(25);
    Interval many = speedUp(2500);
    assertThat(2.0).isBetween(few.low(), few.high()).isBetween(many.low(), many.high());
    assertThat((few.high() - few.low()) / (many.high() - many.low())).isBetween(4.0, 25.0);
    assertThat(many.value()).isBetween(many.low(), many.high());
  }

  /** The second model is twice as fast, with noise of its own. */
  private static Interval speedUp(int images) {
    SplittableRandom random = new SplittableRandom(3);
    double[] first = random.doubles(images, 90, 110).toArray();
    double[] second = random.doubles(images, 45, 55).toArray();
    return new Bootstrap(images).speedUp(first, second);
  }

  @Test
  void quantilesLieBetweenRanks() {
    assertThat(Quantile.of(new double[] {3, 1, 2, 10}, 0.5)).isEqualTo(2.5);
    assertThat(Quantile.of(new double[] {3, 1, 2, 10}, 0.9)).isCloseTo(7.9, within(ROUNDING));
    assertThat(Quantile.of(new double[] {7}, 0.99)).isEqualTo(7);
  }
}
