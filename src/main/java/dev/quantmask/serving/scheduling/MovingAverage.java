package dev.quantmask.serving.scheduling;

/** A mean over time: the latest values count most. */
final class MovingAverage {
  private static final int MEMORY = 16; // values

  private long nanos; // guarded by this; 0 before the first value

  synchronized void add(long value) {
    nanos = nanos == 0 ? value : nanos + (value - nanos) / MEMORY;
  }

  synchronized long nanos() {
    return nanos;
  }
}
