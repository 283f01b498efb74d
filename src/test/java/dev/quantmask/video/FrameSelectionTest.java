package dev.quantmask.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameSelectionTest {
  private static final VideoDescription TEN_SECONDS =
      new VideoDescription(
          "a.mp4",
          4,
          4,
          new FrameRate(30000, 1001),
          OptionalLong.of(300),
          OptionalLong.of(10_010_000),
          false);

  private static FrameSelection at(double rate) {
    return new FrameSelection(0, Long.MAX_VALUE, 1, OptionalDouble.of(rate));
  }

  private static List<Long> taken(FrameSelection selection, long period, int frames) {
    FrameFilter filter = selection.filter();
    return LongStream.range(0, frames)
        .filter(index -> filter.wants(index, selection.from() + index * period))
        .boxed()
        .toList();
  }

  @Test
  void everyThird() {
    assertThat(taken(new FrameSelection(0, 9, 3, OptionalDouble.empty()), 1, 8))
        .containsExactly(0L, 3L, 6L);
  }

  @Test
  void aRateTakesTheFirstFrameOfEachInterval() {
    assertThat(taken(at(10), 40_000, 11)).containsExactly(0L, 3L, 5L, 8L, 10L);
    assertThat(taken(at(0.5), 1_000_000, 5)).containsExactly(0L, 2L, 4L);
  }

  @Test
  void aRateAboveTheVideosOwnTakesAll() {
    assertThat(taken(at(60), 40_000, 4)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(taken(at(29.97002997002997), 33_367, 300)).hasSize(300); // times are rounded
  }

  @Test
  void intervalsBeginWithThePart() {
    FrameSelection part = new FrameSelection(550_000, 9_000_000, 1, OptionalDouble.of(1));
    assertThat(taken(part, 500_000, 5)).containsExactly(0L, 2L, 4L);
  }

  @Test
  void expectsAsManyFramesAsThereAre() {
    assertThat(FrameSelection.ALL.expected(TEN_SECONDS)).hasValue(300);
    assertThat(at(2).expected(TEN_SECONDS)).hasValue(21);
    FrameSelection part = new FrameSelection(1_000_000, 3_000_000, 2, OptionalDouble.empty());
    assertThat(part.expected(TEN_SECONDS)).hasValue(30);
    VideoDescription endless =
        new VideoDescription(
            "-", 4, 4, new FrameRate(25, 1), OptionalLong.empty(), OptionalLong.empty(), false);
    assertThat(FrameSelection.ALL.expected(endless)).isEmpty();
    assertThat(part.expected(endless)).hasValue(25);
  }

  @Test
  void refusesWhatSelectsNothing() {
    assertThatThrownBy(() -> new FrameSelection(5, 5, 1, OptionalDouble.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> at(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> at(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
