package dev.quantmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.statistics.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportNumbersTest {
  @Test
  void aDifferenceHasASignUnlessItIsRoundedToNone() {
    assertThat(ReportNumbers.signed(-0.32)).isEqualTo("−0.3");
    assertThat(ReportNumbers.signed(0.18)).isEqualTo("+0.2");
    assertThat(ReportNumbers.signed(-0.04)).isEqualTo("0.0");
    assertThat(ReportNumbers.signed(Double.NaN)).isEqualTo("–");
  }

  @Test
  void anIntervalStandsInBrackets() {
    assertThat(ReportNumbers.pointsRange(new Interval(-0.3, -0.5, 0.1))).isEqualTo("[−0.5, +0.1]");
    assertThat(ReportNumbers.timesRange(new Interval(2.9, 2.84, 2.95))).isEqualTo("[2.84, 2.95]");
  }

  @Test
  void aPrecisionIsInPointsAndMinusOneIsNone() {
    assertThat(ReportNumbers.points(0.7214)).isEqualTo("72.1");
    assertThat(ReportNumbers.points(0)).isEqualTo("0.0");
    assertThat(ReportNumbers.points(-1)).isEqualTo("–");
  }

  @Test
  void countsAndLists() {
    assertThat(ReportNumbers.count(1, "image")).isEqualTo("1 image");
    assertThat(ReportNumbers.count(1200, "image")).isEqualTo("1,200 images");
    assertThat(ReportNumbers.list(List.of("a"))).isEqualTo("a");
    assertThat(ReportNumbers.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
