package dev.quantmask.detection.output;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.roi.RoiRegion;
import java.util.List;

/**
 * A {@link RoiMap} as JSON.
 *
 * @param offsets one signed byte a block, row by row; in JSON they are base64
 * @param background the offset outside of the regions
 */
@SuppressWarnings("ArrayRecordComponent") // never written after creation, never compared
public record RoiResponse(
    int width,
    int height,
    int block,
    int columns,
    int rows,
    byte[] offsets,
    int background,
    List<RoiRegion> regions) {

  /**
   * @param maxRegions 0 for as many as it takes
   */
  public static RoiResponse of(RoiMap map, int maxRegions) {
    return new RoiResponse(
        map.width(),
        map.height(),
        map.block(),
        map.columns(),
        map.rows(),
        map.offsets(),
        map.background(),
        map.regions(maxRegions));
  }
}
