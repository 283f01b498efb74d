package dev.quantmask.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PileTest {
  private static final double HOUR = 3600;
  private static final double ROUNDING = 1e-9;

  /** An image takes 36 ms of a core, 9 of each kind. */
  private final ServiceTimes times = new ServiceTimes(nine(), nine(), nine(), 9, List.of(1.0));

  private static List<Double> nine() {
    return Collections.nCopies(ServiceTimes.PLACES.size(), 9.0);
  }

  @Test
  void tasksGoToWhoIsFree() {
    // 5 tasks of 100 images are 3.6 s each; two cores have 3 and 2 of them.
    double hours = new Pile(500, 1, 2, 10).sparkHours(100, times, 1);
    assertThat(hours * HOUR).isCloseTo(10 + 3 * 3.6, within(ROUNDING));
  }

  @Test
  void lastTaskHasWhatIsLeft() {
    double hours = new Pile(150, 1, 1, 0).sparkHours(100, times, 1);
    assertThat(hours * HOUR).isCloseTo(150 * 0.036, within(ROUNDING));
  }

  /** With more consumers than partitions, some have nothing to do. */
  @Test
  void onePartitionHasOneConsumer() {
    double hours = new Pile(1000, 4, 1, 10).kafkaHours(1, 50, times, 1);
    assertThat(hours * HOUR).isCloseTo(10 + 36, within(ROUNDING));
  }

  @Test
  void imagesAreDrawnAsTheirQuantilesSay() {
    List<Double> rising =
        ServiceTimes.PLACES.stream().map(place -> 10 + 20 * place).toList(); // uniform
    ServiceTimes drawn = new ServiceTimes(nine(), rising, nine(), 0, List.of(1.0));
    double[] network =
        IntStream.range(0, 40_000)
            .mapToObj(drawn.works(1)::apply)
            .mapToDouble(work -> work.network() / 1e6)
            .toArray();
    double deviation = 20 / Math.sqrt(12);
    assertThat(Arrays.stream(network).average().orElseThrow())
        .isCloseTo(20, within(4 * deviation / Math.sqrt(network.length)));
    assertThat(drawn.mean().network() / 1e6).isCloseTo(20, within(ROUNDING));
    assertThat(Arrays.stream(network).allMatch(time -> time >= 10 && time <= 30)).isTrue();
  }
}
