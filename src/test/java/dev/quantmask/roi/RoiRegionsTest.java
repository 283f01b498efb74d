package dev.quantmask.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoiRegionsTest {
  private static RoiMap map(int columns, int... offsets) {
    byte[] bytes = new byte[offsets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) offsets[i];
    }
    return new RoiMap(columns * 16, offsets.length / columns * 16, 16, bytes);
  }

  private static final RoiMap CORNER =
      map(
          5,
          // a corner of three blocks, one apart, and one of another offset beside it
          1,
          -4,
          -4,
          1,
          1, //
          1,
          -4,
          -2,
          1,
          1, //
          1,
          1,
          1,
          1,
          -4);

  @Test
  void rectanglesOfEqualOffsetsThoseWithTheMostBitsFirst() {
    assertThat(CORNER.regions(0))
        .containsExactly(
            new RoiRegion(16, 0, 32, 16, -4),
            new RoiRegion(16, 16, 16, 16, -4),
            new RoiRegion(64, 32, 16, 16, -4),
            new RoiRegion(32, 16, 16, 16, -2));
    assertThat(CORNER.regions(4)).isEqualTo(CORNER.regions(0));
  }

  /** The part of four blocks has the mean of -4, -4, -4 and -2, which is -3.5. */
  @Test
  void fewerRectanglesAreThoseOfConnectedParts() {
    List<RoiRegion> expected =
        List.of(new RoiRegion(64, 32, 16, 16, -4), new RoiRegion(16, 0, 32, 32, -3));
    assertThat(CORNER.regions(3)).isEqualTo(expected);
    assertThat(CORNER.regions(2)).isEqualTo(expected);
  }

  @Test
  void oneRectangleIsAroundAll() {
    assertThat(CORNER.regions(1)).containsExactly(new RoiRegion(16, 0, 64, 48, -4)); // -18 / 5
  }

  /** The two on the left are nearer to each other than either is to the third. */
  @Test
  void theNearestPartsAreJoined() {
    RoiMap three = map(7, -6, 0, -4, 0, 0, 0, -6);
    assertThat(three.regions(2))
        .containsExactly(new RoiRegion(96, 0, 16, 16, -6), new RoiRegion(0, 0, 48, 16, -5));
  }

  /** -7, -3, -2, -1, 2 and 5 are six; by twos they are -6, -2, 0, 2 and 6 (halves go up). */
  @Test
  void fewOffsetsAreMultiplesOfTheSmallestStepThatDoes() {
    RoiMap many = map(6, -7, -3, -2, -1, 2, 5);
    assertThat(many.atMostLevels(6).offsets()).isEqualTo(many.offsets());
    assertThat(many.atMostLevels(5).offsets()).containsExactly(-6, -2, -2, 0, 2, 6);
    assertThat(many.atMostLevels(1).offsets()).containsExactly(-11, 0, 0, 0, 0, 0);
  }

  @Test
  void theBackgroundMayBeZero() {
    assertThat(map(3, -7, 2, 0).fromBackground().offsets()).containsExactly(-9, 0, -2);
  }

  @Test
  void rectanglesPaintTheMapAgain() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      byte[] offsets = new byte[11 * 7];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = (byte) -random.nextInt(3);
      }
      RoiMap map = new RoiMap(11 * 32 - 5, 7 * 32 - 31, 32, offsets);
      byte[] painted = new byte[offsets.length];
      Arrays.fill(painted, (byte) map.background());
      int blocks = 0;
      for (RoiRegion region : map.regions(0)) {
        for (int y = region.y(); y < region.y() + region.height(); y += 32) {
          for (int x = region.x(); x < region.x() + region.width(); x += 32) {
            painted[y / 32 * 11 + x / 32] = (byte) region.offset();
            blocks++;
          }
        }
      }
      assertThat(painted).isEqualTo(offsets);
      int background = 0;
      for (byte offset : offsets) {
        background += offset == map.background() ? 1 : 0;
      }
      assertThat(blocks).isEqualTo(offsets.length - background); // none is painted twice
    }
  }
}
