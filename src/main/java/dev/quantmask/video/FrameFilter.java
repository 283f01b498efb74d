package dev.quantmask.video;

/** Says which frames are wanted; the others are decoded, and not converted. */
@FunctionalInterface
public interface FrameFilter {
  /** Asked for each frame, in order, with what {@link VideoFrame} has of it. */
  boolean wants(long index, long microseconds);
}
