package dev.quantmask.capacity;

import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Watches what other programs take of the processor, on Linux: a comparison beside them says
 * nothing.
 */
final class OtherPrograms {
  private static final double TICKS = 100; // a second, in /proc/stat
  private static final int IDLE = 3; // the fourth number of its first line, and waiting for a disk

  private final List<ServedProgram> instances;
  private final long start = System.nanoTime();
  private final double before;

  OtherPrograms(List<ServedProgram> instances) throws IOException {
    this.instances = instances;
    this.before = seconds();
  }

  /** Returns the mean number of cores that they have taken since this was made. */
  double cores() throws IOException {
    return Math.max(0, seconds() - before) / ((System.nanoTime() - start) / 1e9);
  }

  private double seconds() throws IOException {
    double own =
        instances.stream()
            .map(ServedProgram::processorTime)
            .reduce(ProcessHandle.current().info().totalCpuDuration().orElseThrow(), Duration::plus)
            .toNanos();
    return all() - own / 1e9;
  }

  private static double all() throws IOException {
    String total = Files.readAllLines(Path.of("/proc/stat")).get(0);
    long[] ticks = Arrays.stream(total.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
    long guests = ticks[ticks.length - 1] + ticks[ticks.length - 2]; // counted before as well
    return (Arrays.stream(ticks).sum() - guests - ticks[IDLE] - ticks[IDLE + 1]) / TICKS;
  }
}
