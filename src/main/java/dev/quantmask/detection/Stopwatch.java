package dev.quantmask.detection;

/** Laps of the monotonic clock, in milliseconds. */
public final class Stopwatch {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final long start = System.nanoTime();
  private long lapStart = start;

  /** Time since the lap before, or since the start. */
  public double lap() {
    long now = System.nanoTime();
    double lap = (now - lapStart) / NANOS_PER_MILLISECOND;
    lapStart = now;
    return lap;
  }

  public double total() {
    return (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
  }
}
