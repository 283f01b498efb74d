package dev.quantmask.video;

import dev.quantmask.text.Text;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Which frames of a video are wanted: a part of it, and of that part every n-th frame, or so many a
 * second.
 *
 * @param from the first time in microseconds
 * @param to the first time after the last; {@link Long#MAX_VALUE} for the end
 * @param every 1 for all
 * @param rate frames a second, of those that there are: none is taken twice
 */
public record FrameSelection(long from, long to, int every, OptionalDouble rate) {
  public static final FrameSelection ALL =
      new FrameSelection(0, Long.MAX_VALUE, 1, OptionalDouble.empty());

  private static final double SECOND = 1e6;

  public FrameSelection {
    if (from < 0 || to <= from || every < 1 || !(rate.orElse(1) > 0)) {
      throw new IllegalArgumentException(
          Text.format(
              "FrameSelection: expected a part, and a step above 0, found %d to %d, every %d, %s",
              from, to, every, rate));
    }
  }

  /** Returns a filter for one pass over the video. */
  FrameFilter filter() {
    return rate.isPresent() ? new AtRate(from, rate.getAsDouble()) : this::isEvery;
  }

  private boolean isEvery(long index, long microseconds) {
    return index % every == 0;
  }

  /** Takes the first frame of each interval. */
  private static final class AtRate implements FrameFilter {
    private final long from;
    private final double rate;
    private long next; // the first interval that has none yet

    AtRate(long from, double rate) {
      this.from = from;
      this.rate = rate;
    }

    @Override
    public boolean wants(long index, long microseconds) {
      // Half a microsecond: times are rounded to whole ones.
      long interval = (long) Math.floor((microseconds - from + 0.5) * rate / SECOND);
      if (interval < next) {
        return false;
      }
      next = interval + 1;
      return true;
    }
  }

  /** Returns the rate of the frames that are wanted, where the video's own is constant. */
  public double rate(FrameRate of) {
    return Math.min(of.perSecond() / every, rate.orElse(Double.MAX_VALUE));
  }

  /** Returns about how many frames are wanted; empty if nobody knows how long the video is. */
  public OptionalLong expected(VideoDescription video) {
    if (video.live()) {
      return OptionalLong.empty();
    }
    if (equals(ALL) && video.frames().isPresent()) {
      return video.frames();
    }
    long end = Math.min(to, video.microseconds().orElse(Long.MAX_VALUE));
    return end == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(
            (long) Math.ceil(Math.max(0, end - from) / SECOND * rate(video.frameRate())));
  }
}
