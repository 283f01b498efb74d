package dev.quantmask.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.model.network.LayerRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTimesTest {
  private static final LayerRun SMALL = new LayerRun("fpn.output5", List.of(1, 8, 4, 4), true);
  private static final LayerRun LARGE = new LayerRun("fpn.output5", List.of(1, 8, 8, 8), true);

  @Test
  void theSumIsOfMediansWithoutTheFirstRound() {
    List<double[]> answers =
        new ArrayList<>(
            List.of(
                new double[] {900, 900, 900},
                new double[] {4, 1, 2},
                new double[] {3, 5, 60},
                new double[] {900, 900, 900},
                new double[] {10, 20, 30}));
    LayerTimes times = new LayerTimes((layer, count) -> answers.remove(0));
    for (int round = 0; round < 3; round++) {
      times.beginRound();
      times.time(List.of(SMALL));
    }
    for (int round = 0; round < 2; round++) {
      times.beginRound();
      times.time(List.of(LARGE));
    }

    assertThat(times.sum(List.of(SMALL))).isEqualTo(3.5);
    assertThat(times.sum(List.of(SMALL, LARGE, SMALL))).isEqualTo(27);
  }

  @Test
  void onceARoundIsEnough() {
    List<LayerRun> run = new ArrayList<>();
    LayerTimes times =
        new LayerTimes(
            (layer, count) -> {
              run.add(layer);
              return new double[count];
            });
    times.beginRound();
    times.time(List.of(SMALL, SMALL));
    times.time(List.of(SMALL, LARGE));
    assertThat(run).containsExactly(SMALL, LARGE);

    times.beginRound();
    times.time(List.of(LARGE));
    assertThat(run).containsExactly(SMALL, LARGE, LARGE);
  }
}
