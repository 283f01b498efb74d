package dev.quantmask.roi;

import dev.quantmask.text.Text;
import java.util.BitSet;
import java.util.List;

/**
 * Offsets of the quantizer, one for each block of a frame: below 0 for more bits, above 0 for
 * fewer. Their mean is at most half a step from 0, so that the rate of the stream holds.
 *
 * @param width of the frame in pixels
 * @param height of the frame in pixels
 * @param block side in pixels; blocks at the right and at the bottom may reach beyond the frame
 * @param offsets {@code byte[rows * columns]}, row by row: NVENC's {@code qpDeltaMap}
 */
@SuppressWarnings("ArrayRecordComponent") // never written after creation, never compared
public record RoiMap(int width, int height, int block, byte[] offsets) {
  public RoiMap {
    int blocks = count(width, block) * count(height, block);
    if (offsets.length != blocks) {
      throw new IllegalArgumentException(
          Text.format(
              "RoiMap: expected %d blocks of %d pixels in a frame of %d x %d, found %d",
              blocks, block, width, height, offsets.length));
    }
  }

  static int count(int pixels, int block) {
    return (pixels + block - 1) / block;
  }

  public int columns() {
    return count(width, block);
  }

  public int rows() {
    return count(height, block);
  }

  public int offset(int column, int row) {
    return offsets[row * columns() + column];
  }

  /** Returns the offset of what is outside of all regions: the greatest one of the map. */
  public int background() {
    int greatest = Byte.MIN_VALUE;
    for (byte offset : offsets) {
      greatest = Math.max(greatest, offset);
    }
    return greatest;
  }

  /** Returns the map for an encoder that finds the quantizer of the background by itself. */
  public RoiMap fromBackground() {
    int background = background();
    byte[] lowered = new byte[offsets.length];
    for (int i = 0; i < lowered.length; i++) {
      lowered[i] = (byte) (offsets[i] - background);
    }
    return new RoiMap(width, height, block, lowered);
  }

  /**
   * Returns the map with few offsets, for an encoder that knows a few kinds of blocks: offsets are
   * rounded to multiples of the smallest step with which there are few enough.
   *
   * @param most offsets beside 0, at least 1
   */
  public RoiMap atMostLevels(int most) {
    int step = 1;
    byte[] rounded = offsets;
    while (levels(rounded) > most) {
      step++;
      rounded = new byte[offsets.length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (byte) (step * Math.round((float) offsets[i] / step));
      }
    }
    return new RoiMap(width, height, block, rounded);
  }

  private static int levels(byte[] offsets) {
    BitSet levels = new BitSet();
    for (byte offset : offsets) {
      levels.set(offset - Byte.MIN_VALUE);
    }
    levels.clear(-Byte.MIN_VALUE); // 0
    return levels.cardinality();
  }

  /**
   * Returns the map as rectangles, those with the most bits first. No two of them overlap, unless
   * there are more than allowed: then one stands for each connected part of the map and has the
   * mean of its offsets, and where these are too many, the smallest is joined with that which grows
   * least by it.
   *
   * @param most rectangles at most; 0 for as many as say exactly what the map says
   */
  public List<RoiRegion> regions(int most) {
    List<RoiRegion> exact = ExactRegions.of(this);
    return most == 0 || exact.size() <= most ? exact : JoinedRegions.of(this, most);
  }
}
