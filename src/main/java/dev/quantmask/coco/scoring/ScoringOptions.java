package dev.quantmask.coco.scoring;

import dev.quantmask.coco.Frequency;
import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Says how detections are scored.
 *
 * @param maxDetections how many count, the best ones. Of COCO, of an image and class: at least
 *     three, in rising order; AR1, AR10 and AR100 are at the first three, all else at the third. Of
 *     LVIS, of an image: one number
 * @param byCategory false: classes are not looked at, as if there were one only
 * @param iouThresholds rising, from 0 to 1
 * @param areaRanges the first one is that of the main figures
 */
public record ScoringOptions(
    IouType iouType,
    Protocol protocol,
    List<Integer> maxDetections,
    boolean byCategory,
    List<Double> iouThresholds,
    List<AreaRange> areaRanges) {
  /** The position of the range of the main figures. */
  static final int MAIN_AREA = 0;

  public ScoringOptions {
    maxDetections = maxDetections.stream().sorted().toList();
    iouThresholds = List.copyOf(iouThresholds);
    areaRanges = List.copyOf(areaRanges);
    requireLimits(protocol, maxDetections);
    if (protocol == Protocol.LVIS && !byCategory) {
      throw new IllegalArgumentException("no-categories: LVIS' figures are by category");
    }
    requireRising(iouThresholds);
    requireDistinct(protocol, areaRanges);
  }

  private static void requireLimits(Protocol protocol, List<Integer> limits) {
    int least = protocol.leastLimits();
    boolean fine = protocol == Protocol.LVIS ? limits.size() == least : limits.size() >= least;
    if (!fine || limits.get(0) < 1) {
      String expected = protocol == Protocol.LVIS ? "one number" : "at least three numbers";
      throw new IllegalArgumentException(
          Text.format("max-dets: expected %s of at least 1, found %s", expected, limits));
    }
  }

  private static void requireRising(List<Double> thresholds) {
    boolean fine =
        !thresholds.isEmpty()
            && IntStream.range(0, thresholds.size())
                .allMatch(
                    i -> thresholds.get(i) > (i == 0 ? -Double.MIN_VALUE : thresholds.get(i - 1)))
            && thresholds.get(thresholds.size() - 1) <= 1;
    if (!fine) {
      throw new IllegalArgumentException(
          "iou-thresholds: expected rising numbers from 0 to 1, found " + thresholds);
    }
  }

  /** A name that is taken would hide one of two figures in JSON. */
  private static void requireDistinct(Protocol protocol, List<AreaRange> areas) {
    Set<String> taken = new HashSet<>();
    taken.add("AtMaxDets"); // AP at each of the limits
    if (protocol == Protocol.LVIS) {
      Arrays.stream(Frequency.values()).map(Frequency::key).forEach(taken::add);
    }
    for (AreaRange area : areas) {
      if (!taken.add(area.key())) {
        throw new IllegalArgumentException(
            Text.format("area-ranges: expected names that differ, found AP%s twice", area.key()));
      }
    }
  }

  /** The standard settings of a protocol. */
  public static ScoringOptions of(Protocol protocol, IouType iouType) {
    return new ScoringOptions(
        iouType,
        protocol,
        protocol.maxDetections(),
        true,
        Thresholds.STANDARD_IOU,
        AreaRange.STANDARD);
  }

  /** COCO's own settings. */
  public static ScoringOptions of(IouType iouType) {
    return of(Protocol.COCO, iouType);
  }

  /** The figures in the order of the protocol. */
  public List<Metric> metrics() {
    return Metrics.of(this);
  }

  /** The figures of each class. */
  public List<Metric> metricsOfClass() {
    return metrics().stream().filter(metric -> metric.frequency() == null).toList();
  }

  /** The position of a range; negative if it is none of them. */
  int area(String key) {
    return areaRanges.stream().map(AreaRange::key).toList().indexOf(key);
  }

  /** The keys of all ranges but that of the main figures. */
  List<String> namedAreas() {
    return areaRanges.stream().skip(1).map(AreaRange::key).toList();
  }

  int most() {
    return maxDetections.get(maxDetections.size() - 1);
  }
}
