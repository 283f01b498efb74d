package dev.quantmask.quantization.sensitivity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what 8 bits cost and gain.
 *
 * @param images that were looked at for decibels and times
 * @param annotatedImages that were scored; 0 without annotations
 * @param exactPoints of fp32
 * @param none no layer in 8 bits: only the pooling, of pixels and of regions, is from bytes
 * @param all every layer in 8 bits
 * @param exactMilliseconds of an image, network and masks, in fp32: best of several rounds, mean
 *     over the images
 * @param allMilliseconds the same with every layer in 8 bits
 */
public record Sensitivity(
    String model,
    String scheme,
    int images,
    int annotatedImages,
    Optional<Cost.Points> exactPoints,
    Cost none,
    Cost all,
    double exactMilliseconds,
    double allMilliseconds,
    List<Group> groups) {
  /** A group that costs more is kept in floating point, if that is cheap. */
  static final double POINTS_WORTH_KEEPING = 0.2;

  /** The same without annotations: a group that leaves less signal. */
  static final double DECIBELS_WORTH_KEEPING = 20;

  /** Part of the time of the quantized network that keeping a group may take. */
  static final double TIME_FOR_KEEPING = 0.05;

  public Sensitivity {
    groups = List.copyOf(groups);
  }

  /**
   * Says what a group does.
   *
   * @param alone the cost of only this group in 8 bits
   * @param gained milliseconds an image that only this group in 8 bits saves; below 0: it is slower
   * @param keeping milliseconds more when all but this group is in 8 bits
   */
  public record Group(LayerGroup layers, Cost alone, double gained, double keeping) {}

  /** Average precision, of boxes or of masks, that a group costs by itself. */
  public Optional<Double> pointsLost(Group group) {
    return none.points().flatMap(all -> group.alone().points().map(all::lost));
  }

  /**
   * Returns whether a group is better kept in floating point: by itself it costs more than 0.2
   * points of average precision (without annotations: it leaves less than 20 dB of an output), and
   * keeping it takes less than 5% of the quantized network's time.
   */
  public boolean isWorthKeeping(Group group) {
    boolean costly =
        pointsLost(group)
            .map(lost -> lost > POINTS_WORTH_KEEPING)
            .orElse(group.alone().leastDecibels() < DECIBELS_WORTH_KEEPING);
    return costly && group.keeping() < TIME_FOR_KEEPING * allMilliseconds;
  }

  /** The layers of all groups that are worth keeping. */
  public Set<String> layersWorthKeeping() {
    Set<String> layers = new TreeSet<>();
    groups.stream()
        .filter(this::isWorthKeeping)
        .forEach(group -> layers.addAll(group.layers().layers()));
    return layers;
  }
}
