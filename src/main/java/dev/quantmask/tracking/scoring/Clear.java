package dev.quantmask.tracking.scoring;

import java.util.Map;

/**
 * The CLEAR metrics (Bernardin and Stiefelhagen, 2008), MOTA among them: the counts from which they
 * follow, of a sequence or of several.
 *
 * @param switches how often an object is found as another track than before
 * @param mostlyTracked objects that are found in more than 80% of their frames
 * @param mostlyLost those that are found in less than 20%
 * @param fragments how often an object is found again
 * @param similarity sum of the IoU of matched boxes
 * @param compared false where a side has nothing: trackeval then has no figures
 */
record Clear(
    long matched,
    long missed,
    long wrong,
    long switches,
    long mostlyTracked,
    long partlyTracked,
    long mostlyLost,
    long fragments,
    double similarity,
    boolean compared) {
  static final Clear NONE = new Clear(0, 0, 0, 0, 0, 0, 0, 0, 0, false);

  static Clear of(ScoredSequence sequence) {
    return sequence.isComparable()
        ? new ClearMatching(sequence).scores()
        : new Clear(
            0,
            sequence.truthBoxes(),
            sequence.trackBoxes(),
            0,
            0,
            0,
            sequence.truthCounts().length,
            0,
            0,
            false);
  }

  /** The sums of both. */
  Clear plus(Clear other) {
    return new Clear(
        matched + other.matched,
        missed + other.missed,
        wrong + other.wrong,
        switches + other.switches,
        mostlyTracked + other.mostlyTracked,
        partlyTracked + other.partlyTracked,
        mostlyLost + other.mostlyLost,
        fragments + other.fragments,
        similarity + other.similarity,
        true);
  }

  void addTo(Map<String, Number> figures) {
    double objects = mostlyTracked + partlyTracked + mostlyLost;
    double truths = matched + missed;
    double logarithm = switches > 0 ? Math.log10(switches) : 0;
    put(figures, "MOTA", matched - wrong - switches, truths);
    put(figures, "MOTP", similarity, matched);
    put(figures, "MODA", matched - wrong, truths);
    put(figures, "CLR_Re", matched, truths);
    put(figures, "CLR_Pr", matched, matched + wrong);
    put(figures, "CLR_F1", matched, matched + 0.5 * missed + 0.5 * wrong);
    put(figures, "MTR", mostlyTracked, objects);
    put(figures, "PTR", partlyTracked, objects);
    figures.put("MLR", compared ? mostlyLost / Math.max(1, objects) : 1.0);
    put(figures, "sMOTA", similarity - wrong - switches, truths);
    put(figures, "MOTAL", matched - wrong - logarithm, truths);
    figures.put("CLR_TP", matched);
    figures.put("CLR_FN", missed);
    figures.put("CLR_FP", wrong);
    figures.put("IDSW", switches);
    figures.put("MT", mostlyTracked);
    figures.put("PT", partlyTracked);
    figures.put("ML", mostlyLost);
    figures.put("Frag", fragments);
  }

  private void put(Map<String, Number> figures, String key, double part, double whole) {
    figures.put(key, compared ? part / Math.max(1, whole) : 0.0);
  }
}
