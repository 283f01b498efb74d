package dev.quantmask.quantization.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.quantization.calibration.RangeMethod.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges are those that numpy finds, and those that one finds by hand. */
class RangeMethodTest {
  private static final int BINS = 1024;

  static Stream<JsonNode> cases() throws IOException {
    JsonNode all =
        new ObjectMapper().readTree(Path.of("test-data/quantization/ranges.json").toFile());
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asNumpyFindsThem(JsonNode example) {
    double[] counts = new double[example.get("counts").size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = example.get("counts").get(i).doubleValue();
    }
    Histogram histogram = new Histogram(example.get("limit").doubleValue(), counts);
    for (RangeMethod method : RangeMethod.values()) {
      JsonNode expected = example.get("ranges").get(method.label());
      Bounds found = method.bounds(histogram);
      assertThat(found.low())
          .as(method.label())
          .isCloseTo(expected.get(0).doubleValue(), within(1e-9));
      assertThat(found.high())
          .as(method.label())
          .isCloseTo(expected.get(1).doubleValue(), within(1e-9));
    }
  }

  /** A million small values, and one of 1: the best end c has c = 1 / (1 + 1e6 / (12 * 255^2)). */
  @Test
  void oneFarValueIsCutOffWhereItCostsLess() {
    Histogram histogram = new Histogram(1, new double[BINS]);
    histogram.counts()[BINS / 2 + 1] = 1e6;
    histogram.counts()[BINS - 1] = 1;

    assertThat(RangeMethod.MINMAX.bounds(histogram).high()).isEqualTo(1);
    assertThat(RangeMethod.MSE.bounds(histogram).high()).isCloseTo(0.438, within(0.0095));
    assertThat(RangeMethod.PERCENTILE.bounds(histogram).high()).isEqualTo(2.0 * 2 / BINS);
  }

  /** Each bin has a level of its own where the range is of 256 bins; else neighbours share one. */
  @Test
  void entropyGivesUpOneFarValueForTheDetailOfTheOthers() {
    Histogram histogram = new Histogram(1, new double[BINS]);
    for (int i = 1; i < 250; i++) {
      histogram.counts()[BINS / 2 + i] = i % 2 == 0 ? 1000 : 100;
    }
    histogram.counts()[BINS - 1] = 1;

    assertThat(RangeMethod.ENTROPY.bounds(histogram).high()).isBetween(0.5 - 0.001, 0.51);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSymmetricStaysSo(RangeMethod method) {
    Histogram histogram = new Histogram(2, new double[BINS]);
    for (int i = 0; i < BINS; i++) {
      double value = histogram.center(i);
      histogram.counts()[i] = Math.rint(1e5 * Math.exp(-20 * value * value));
    }
    Bounds bounds = method.bounds(histogram);
    assertThat(bounds.high()).isBetween(0.3, 1.1);
    assertThat(bounds.low()).isCloseTo(-bounds.high(), within(0.05));
  }

  @ParameterizedTest
  @EnumSource
  void aSingleValueIsKept(RangeMethod method) {
    Histogram histogram = new Histogram(4, new double[BINS]);
    histogram.counts()[BINS / 2 + 300] = 10; // from 2.34375 on

    ActivationRange range = method.range(histogram, false);
    assertThat(range.zeroPoint()).isZero();
    assertThat(255 * range.scale()).isCloseTo(2.34375, within(0.04));
  }

  @ParameterizedTest
  @EnumSource
  void onlyZeros(RangeMethod method) {
    Histogram histogram = new Histogram(1e-6, new double[BINS]);
    histogram.counts()[BINS / 2] = 10;

    assertThat(method.range(histogram, false).scale()).isPositive().isLessThan(1e-6);
    assertThat(method.range(histogram, true).scale()).isPositive().isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void nothingSeen(RangeMethod method) {
    ActivationRange range = method.range(new Histogram(0, new double[BINS]), true);
    assertThat(range.scale()).isPositive().isLessThan(1e-6);
  }

  @Test
  void aSignedRangeHasAZeroPointAndAnUnsignedOneHasNone() {
    assertThat(ActivationRange.signed(0.5, 2)).isEqualTo(new ActivationRange(2 / 255.0, 1));
    assertThat(ActivationRange.signed(-1, 1)).isEqualTo(new ActivationRange(2 / 255.0, 128));
    assertThat(ActivationRange.signed(-2, -1)).isEqualTo(new ActivationRange(2 / 255.0, 255));
    assertThat(ActivationRange.unsigned(5.1)).isEqualTo(new ActivationRange(5.1 / 255, 0));
    assertThat(ActivationRange.unsigned(-1).zeroPoint()).isZero();
  }

  @Test
  void binsOfAHistogram() {
    Histogram histogram = new Histogram(2, new double[] {0, 3, 0, 1, 0, 0, 0, 0});
    assertThat(histogram.width()).isEqualTo(0.5);
    assertThat(histogram.total()).isEqualTo(4);
    assertThat(histogram.least()).isEqualTo(-1.5);
    assertThat(histogram.most()).isEqualTo(0);
    assertThat(histogram.center(1)).isEqualTo(-1.25);
    Histogram empty = new Histogram(2, new double[8]);
    assertThat(empty.least()).isZero();
    assertThat(empty.most()).isZero();
  }
}
