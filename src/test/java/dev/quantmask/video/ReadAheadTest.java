package dev.quantmask.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  /** Frames that come a second apart. */
  private static final class FakeReader implements VideoReader {
    private final boolean live;
    private final long frames;
    private final Throwable failure; // null for a good end
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long next;

    FakeReader(boolean live, long frames, Throwable failure) {
      this.live = live;
      this.frames = frames;
      this.failure = failure;
    }

    @Override
    public VideoDescription description() {
      return new VideoDescription(
          "fake", 1, 1, new FrameRate(1, 1), OptionalLong.empty(), OptionalLong.empty(), live);
    }

    @Override
    public void seek(long microseconds) {
      next = microseconds / 1_000_000;
    }

    @Override
    public Optional<VideoFrame> read(FrameFilter wanted) throws IOException {
      while (next < frames && !wanted.wants(next, next * 1_000_000)) {
        next++;
      }
      if (next == frames) {
        ended.countDown();
        if (failure instanceof IOException e) {
          throw e;
        }
        if (failure instanceof Error e) {
          throw e;
        }
        return Optional.empty();
      }
      return Optional.of(new VideoFrame(next, 1_000_000 * next++, new RgbImage(1, 1, new byte[3])));
    }

    @Override
    public long damaged() {
      return 7;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static List<Long> all(ReadAhead frames) {
    List<Long> found = new ArrayList<>();
    Optional<VideoFrame> frame;
    while ((frame = frames.next()).isPresent()) {
      found.add(frame.get().index());
    }
    return found;
  }

  @Test
  void handsOutWhatIsSelectedInOrder() throws Exception {
    FakeReader reader = new FakeReader(false, 100, null);
    FrameSelection selection =
        new FrameSelection(10_000_000, 20_000_000, 3, OptionalDouble.empty());
    try (ReadAhead frames = ReadAhead.of(reader, selection)) {
      assertThat(all(frames)).containsExactly(12L, 15L, 18L);
      assertThat(frames.next()).isEmpty();
      assertThat(frames.failure()).isEmpty();
      assertThat(frames.damaged()).isEqualTo(7);
    }
    assertThat(reader.closed.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void framesBeforeAFailureAreHandedOut() {
    IOException failure = new IOException("cut");
    try (ReadAhead frames = ReadAhead.of(new FakeReader(false, 9, failure), FrameSelection.ALL)) {
      assertThat(all(frames)).hasSize(9);
      assertThat(frames.failure()).containsSame(failure);
    }
  }

  @Test
  void anErrorOfTheThreadIsNotSwallowed() {
    FakeReader reader = new FakeReader(false, 1, new StackOverflowError());
    try (ReadAhead frames = ReadAhead.of(reader, FrameSelection.ALL)) {
      assertThat(all(frames)).hasSize(1);
      assertThatThrownBy(frames::failure).hasRootCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void decodesNoFurtherThanAFewFramesAhead() throws Exception {
    FakeReader reader = new FakeReader(false, 1000, null);
    try (ReadAhead frames = ReadAhead.of(reader, FrameSelection.ALL)) {
      for (int i = 0; i < 50; i++) {
        frames.next();
        // taken, waiting, and the one that finds no place
        assertThat(reader.next).isLessThanOrEqualTo(i + 1 + 3 + 1);
      }
    }
    assertThat(reader.closed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(reader.next).isLessThan(60);
  }

  @Test
  void ofACameraTheNewestFramesCount() throws Exception {
    FakeReader reader = new FakeReader(true, 1000, null);
    try (ReadAhead frames = ReadAhead.of(reader, FrameSelection.ALL)) {
      assertThat(reader.ended.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(reader.closed.await(1, TimeUnit.MINUTES)).isTrue(); // nobody took one till then
      assertThat(all(frames)).containsExactly(998L, 999L);
    }
  }
}
