package dev.quantmask.tracking.scoring;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of a sequence, or of several together, under the names that trackeval 1.3.0 has for
 * them: fractions as doubles, counts as longs.
 */
public final class TrackingScores {
  private final Hota hota;
  private final Clear clear;
  private final Identity identity;

  private TrackingScores(Hota hota, Clear clear, Identity identity) {
    this.hota = hota;
    this.clear = clear;
    this.identity = identity;
  }

  static TrackingScores of(ScoredSequence sequence) {
    return new TrackingScores(Hota.of(sequence), Clear.of(sequence), Identity.of(sequence));
  }

  /** The figures of several sequences together: of all their boxes, not the mean. */
  public static TrackingScores combined(Collection<TrackingScores> sequences) {
    TrackingScores sum = new TrackingScores(Hota.NONE, Clear.NONE, new Identity(0, 0, 0));
    for (TrackingScores one : sequences) {
      sum =
          new TrackingScores(
              sum.hota.plus(one.hota), sum.clear.plus(one.clear), sum.identity.plus(one.identity));
    }
    return sum;
  }

  /** All figures, in trackeval's order. */
  public Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    hota.addTo(figures);
    clear.addTo(figures);
    identity.addTo(figures);
    return figures;
  }
}
