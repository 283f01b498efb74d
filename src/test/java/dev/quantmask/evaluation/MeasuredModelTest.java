package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.report.ModelFigures;
import dev.quantmask.statistics.Interval;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredModelTest extends EvaluationFixture {
  /** The figures are those of the report, and the first model is compared with itself. */
  @Test
  void hasTheFiguresOfTheComparison() throws IOException {
    run(settings(Shard.ALL, false));
    List<MeasuredModel> measured = MeasuredModel.of(out);
    List<ModelFigures> figures = figures(out).models();
    assertThat(measured).extracting(MeasuredModel::name).containsExactly("A", "B", "C");
    for (int i = 0; i < measured.size(); i++) {
      MeasuredModel one = measured.get(i);
      assertThat(one.milliseconds().value()).isEqualTo(figures.get(i).latency().p50());
      assertThat(one.boxAp()).isEqualTo(100 * figures.get(i).boxes().averagePrecision());
      assertThat(one.maskAp()).isEqualTo(100 * figures.get(i).masks().averagePrecision());
    }
    assertThat(measured.get(0).speedUp()).isEqualTo(new Interval(1, 1, 1));
    assertThat(measured.get(0).boxChange()).isEqualTo(new Interval(0, 0, 0));
    for (int i = 1; i < measured.size(); i++) {
      assertThat(measured.get(i).speedUp()).isEqualTo(figures.get(i).speedUp());
      assertThat(measured.get(i).boxChange()).isEqualTo(figures.get(i).boxChange());
      assertThat(measured.get(i).maskChange()).isEqualTo(figures.get(i).maskChange());
    }
    Interval milliseconds = measured.get(1).milliseconds();
    assertThat(milliseconds.low()).isLessThan(milliseconds.value());
    assertThat(milliseconds.high()).isGreaterThan(milliseconds.value());
  }
}
