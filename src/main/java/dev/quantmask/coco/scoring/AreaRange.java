package dev.quantmask.coco.scoring;

import dev.quantmask.text.Text;
import java.util.List;

/**
 * Sizes of objects in pixels, both ends included: an object of 1024 is small and medium.
 *
 * @param key what follows AP and AR in the names of its figures; empty for the range of the main
 *     figures
 */
public record AreaRange(String key, double least, double most) {
  /** Objects of every size. */
  public static final AreaRange ALL = new AreaRange("", 0, 1e5 * 1e5);

  /** COCO's own, and those of LVIS. */
  public static final List<AreaRange> STANDARD =
      List.of(
          ALL,
          new AreaRange("s", 0, 32 * 32),
          new AreaRange("m", 32 * 32, 96 * 96),
          new AreaRange("l", 96 * 96, 1e5 * 1e5));

  public AreaRange {
    if (!(least >= 0 && least <= most)) {
      throw new IllegalArgumentException(
          Text.format(
              "area-ranges: expected for %s two numbers of at least 0, the lower one first, found"
                  + " %s and %s",
              key.isEmpty() ? "all" : key, least, most));
    }
  }

  boolean contains(double area) {
    return !(area < least || area > most);
  }
}
