package dev.quantmask.tuning;

import java.util.List;

/**
 * Candidates that are measured in turn on the same images.
 *
 * @param candidates the first is what the others are compared with
 * @param images how many of the images, from the first on
 */
record Trial(Kind kind, List<Candidate> candidates, int images) {
  Trial {
    candidates = List.copyOf(candidates);
  }

  /** Says what a trial is for. */
  enum Kind {
    /** The schemes, on all images. */
    SCHEMES,
    /** The values of one axis, on a part of the images: they tell what to try. */
    VALUES,
    /** What is promising, beside the best so far, on all images. */
    COMBINATIONS,
    /** The best of all, beside the model that is tuned: they decide. */
    FINAL
  }
}
