package dev.quantmask.detection;

/**
 * Says where the time of a load went, in milliseconds.
 *
 * @param runtime starting libtorch, which only the first load of a process does
 * @param archive reading the file, and packing its weights, as far as it was not done meanwhile
 */
public record LoadTiming(double runtime, double archive) {
  public static final LoadTiming NONE = new LoadTiming(0, 0);

  public double total() {
    return runtime + archive;
  }
}
