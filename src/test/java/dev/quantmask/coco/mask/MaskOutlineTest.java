package dev.quantmask.coco.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskOutlineTest {
  private static Rle mask(String... rows) {
    int width = rows[0].length();
    boolean[] inside = new boolean[rows.length * width];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = rows[i / width].charAt(i % width) == '#';
    }
    return Rle.encode(rows.length, width, new PixelWindow(0, 0, width, rows.length), inside);
  }

  @Test
  void aRectangleHasFourCorners() {
    List<int[]> rings = mask(".....", ".###.", ".###.").toPolygons();
    assertThat(rings).hasSize(1);
    assertThat(rings.get(0)).containsExactlyInAnyOrder(1, 1, 4, 1, 4, 3, 1, 3).hasSize(8);
  }

  @Test
  void partsThatTouchAtACornerAreTwoRings() {
    assertThat(mask("#.", ".#").toPolygons()).hasSize(2);
    assertThat(mask(".#", "#.").toPolygons()).hasSize(2);
  }

  @Test
  void anEmptyMaskHasNoRings() {
    assertThat(mask("...", "...").toPolygons()).isEmpty();
  }

  @Test
  void aHoleIsCutIn() {
    List<int[]> rings = mask("####", "#..#", "####").toPolygons();
    assertThat(rings).hasSize(1);
    assertThat(rings.get(0)).hasSize(2 * (4 + 4 + 2));
  }

  @Test
  void filledAgainTheRingsGiveTheMaskBack() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      int height = 1 + random.nextInt(12);
      int width = 1 + random.nextInt(12);
      double density = random.nextDouble();
      boolean[] inside = new boolean[height * width];
      for (int j = 0; j < inside.length; j++) {
        inside[j] = random.nextDouble() < density;
      }
      PixelWindow all = new PixelWindow(0, 0, width, height);
      Rle rle = Rle.encode(height, width, all, inside);
      List<int[]> rings = rle.toPolygons();
      assertThat(fill(rings, height, width)).isEqualTo(inside);
      assertThat(rings).hasSize(parts(inside, height, width));
    }
  }

  /** By the even-odd rule: each vertical side toggles everything on its right. */
  private static boolean[] fill(List<int[]> rings, int height, int width) {
    boolean[] inside = new boolean[height * width];
    for (int[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int next = (i + 2) % ring.length;
        if (ring[i] != ring[next]) {
          continue;
        }
        int bottom = Math.max(ring[i + 1], ring[next + 1]);
        for (int y = Math.min(ring[i + 1], ring[next + 1]); y < bottom; y++) {
          for (int x = ring[i]; x < width; x++) {
            inside[y * width + x] ^= true;
          }
        }
      }
    }
    return inside;
  }

  /** 4-connected parts, by flooding. */
  private static int parts(boolean[] inside, int height, int width) {
    boolean[] left = Arrays.copyOf(inside, inside.length);
    int parts = 0;
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        flood(left, i % width, i / width, height, width);
        parts++;
      }
    }
    return parts;
  }

  private static void flood(boolean[] left, int x, int y, int height, int width) {
    if (x < 0 || y < 0 || x >= width || y >= height || !left[y * width + x]) {
      return;
    }
    left[y * width + x] = false;
    flood(left, x - 1, y, height, width);
    flood(left, x + 1, y, height, width);
    flood(left, x, y - 1, height, width);
    flood(left, x, y + 1, height, width);
  }
}
