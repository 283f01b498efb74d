package dev.quantmask.coco;

import java.util.Locale;

/** Says how many images of LVIS' training set have objects of a category. */
public enum Frequency {
  /** Rare: at most 10. */
  R,
  /** Common: at most 100. */
  C,
  /** Frequent: more than that. */
  F;

  /** Returns how files, and the names of figures, have it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
