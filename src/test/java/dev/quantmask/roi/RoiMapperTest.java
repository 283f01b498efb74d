package dev.quantmask.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Rle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Grids that are worked out by hand. */
class RoiMapperTest {
  private static RoiOptions options(int strength, int margin, double smoothing) {
    return new RoiOptions(0, 0, 16, strength, margin, smoothing, Map.of(), List.of(), 0, 0);
  }

  private static RoiObject object(String label, int width, int height, CocoBox pixels) {
    return new RoiObject(label, Rle.fromBox(height, width, pixels));
  }

  private static RoiMap next(RoiMapper mapper, int width, int height, RoiObject... objects) {
    return mapper.next(width, height, List.of(objects));
  }

  private static String grid(RoiMap map) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        text.append(column == 0 ? "" : " ").append(map.offset(column, row));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** One block of 12 has the weight 1: the mean is 1/12, so 12 steps become 1 and -11. */
  @Test
  void oneBlock() {
    RoiMap map =
        next(
            new RoiMapper(options(12, 0, 0)),
            64,
            48,
            object("cat", 64, 48, new CocoBox(16, 16, 16, 16)));
    assertThat(grid(map))
        .isEqualTo(
            """
            1 1 1 1
            1 -11 1 1
            1 1 1 1
            """);
    assertThat(map.background()).isEqualTo(1);
  }

  /** With a margin of one pixel, the pixels 15 to 32 belong to it, in both directions. */
  @Test
  void aMarginOfOnePixelReachesTheBlocksAround() {
    RoiMap map =
        next(
            new RoiMapper(options(12, 1, 0)),
            80,
            48,
            object("cat", 80, 48, new CocoBox(16, 16, 16, 16)));
    assertThat(grid(map)) // 9 of 15 blocks: the mean is 0.6
        .isEqualTo(
            """
            -5 -5 -5 7 7
            -5 -5 -5 7 7
            -5 -5 -5 7 7
            """);
  }

  /** A frame of 40 x 20 has blocks that reach beyond it. */
  @Test
  void theLastBlocksMayBeCut() {
    RoiMap map =
        next(
            new RoiMapper(options(12, 0, 0)),
            40,
            20,
            object("cat", 40, 20, new CocoBox(39, 19, 1, 1)));
    assertThat(grid(map))
        .isEqualTo(
            """
            2 2 2
            2 2 -10
            """);
    assertThat(map.regions(0)).containsExactly(new RoiRegion(32, 16, 8, 4, -10));
  }

  /** Mean (1 + 0.5 + 1) / 8; the class without a weight of its own has none. */
  @Test
  void weightsByClassAndTheHudAlways() {
    RoiOptions options =
        new RoiOptions(
            0,
            0,
            16,
            16,
            0,
            0,
            Map.of("cat", 1.0, "dog", 0.5, RoiOptions.OTHER_CLASSES, 0.0),
            List.of(new RoiRectangle(48, 0, 16, 10), new RoiRectangle(640, 0, 10, 10)),
            0,
            0);
    RoiMap map =
        next(
            new RoiMapper(options),
            64,
            32,
            object("cat", 64, 32, new CocoBox(0, 0, 2, 2)),
            object("dog", 64, 32, new CocoBox(16, 0, 16, 16)),
            object("tree", 64, 32, new CocoBox(0, 16, 64, 16)));
    assertThat(grid(map))
        .isEqualTo(
            """
            -11 -3 5 -11
            5 5 5 5
            """);
  }

  /** An image of 20 x 10 of a stream of 64 x 32: a pixel is 3.2 pixels of the frame. */
  @Test
  void masksAreStretchedToTheFrame() {
    RoiOptions options = new RoiOptions(64, 32, 16, 8, 0, 0, Map.of(), List.of(), 0, 0);
    RoiMap map =
        next(new RoiMapper(options), 20, 10, object("cat", 20, 10, new CocoBox(9, 0, 2, 5)));
    assertThat(map.width()).isEqualTo(64);
    assertThat(grid(map)) // from x 28.8 to 35.2, from y 0 to 16
        .isEqualTo(
            """
            2 -6 -6 2
            2 2 2 2
            """);
  }

  @Test
  void aBlockLosesItsWeightLittleByLittle() {
    RoiMapper mapper = new RoiMapper(options(12, 0, 0.5));
    RoiObject cat = object("cat", 64, 48, new CocoBox(16, 16, 16, 16));
    assertThat(next(mapper, 64, 48, cat).offset(1, 1)).isEqualTo(-11);
    assertThat(next(mapper, 64, 48).offset(1, 1)).isEqualTo(-5); // 12 (1/24 - 1/2) = -5.5
    assertThat(next(mapper, 64, 48).offset(1, 1)).isEqualTo(-3); // 12 (1/48 - 1/4) = -2.75
    assertThat(next(mapper, 64, 48, cat).offset(1, 1)).isEqualTo(-11);
    assertThat(next(mapper, 32, 16).offsets()).containsOnly(0); // another size
  }

  @Test
  void theMeanOfAnyMapIsAtMostHalfAStepFromZero() {
    Random random = new Random(7);
    for (int strength = 0; strength <= RoiOptions.MAX_OFFSET; strength++) {
      RoiMapper mapper = new RoiMapper(options(strength, random.nextInt(30), 0.9));
      for (int frame = 0; frame < 5; frame++) {
        CocoBox box =
            new CocoBox(
                random.nextInt(300),
                random.nextInt(200),
                1 + random.nextInt(300),
                1 + random.nextInt(200));
        RoiMap map = next(mapper, 640, 360, object("cat", 640, 360, box));
        int sum = 0;
        for (byte offset : map.offsets()) {
          sum += offset;
        }
        assertThat(Math.abs(sum)).isLessThanOrEqualTo(map.offsets().length / 2);
      }
    }
  }

  /** Whether a block has a pixel within the margin, looked for pixel by pixel. */
  @Test
  void blocksAreThoseOfPixelsWithinTheMargin() {
    Random random = new Random(3);
    int width = 70;
    int height = 50;
    for (int round = 0; round < 20; round++) {
      boolean[] inside = new boolean[width * height];
      for (int i = 0; i < 3; i++) {
        inside[random.nextInt(inside.length)] = true;
      }
      int margin = random.nextInt(12);
      BlockWeights weights = new BlockWeights(width, height, 8);
      weights.raise(Rle.encode(height, width, inside), margin, 1);
      float[] expected = new float[9 * 7];
      for (int i = 0; i < inside.length; i++) {
        for (int y = i / width - margin; inside[i] && y <= i / width + margin; y++) {
          for (int x = i % width - margin; x <= i % width + margin; x++) {
            if (x >= 0 && y >= 0 && x < width && y < height) {
              expected[y / 8 * 9 + x / 8] = 1;
            }
          }
        }
      }
      assertThat(weights.values()).isEqualTo(expected);
    }
  }

  @Test
  void aFrameWithoutObjectsHasNoOffsets() {
    RoiMap map = next(new RoiMapper(RoiOptions.DEFAULT), 64, 48);
    assertThat(map.offsets()).hasSize(12).containsOnly(0);
    assertThat(map.regions(0)).isEmpty();
  }

  @Test
  void optionsSayWhatIsWrong() {
    assertThatThrownBy(() -> options(52, 0, 0))
        .hasMessage("strength: expected a whole number from 0 to 51, found 52");
    assertThatThrownBy(() -> options(6, 0, Double.NaN))
        .hasMessage("smoothing: expected a number from 0 to below 1, found NaN");
    for (int block : Arrays.asList(0, 4, 24, 128)) {
      assertThatThrownBy(() -> new RoiOptions(0, 0, block, 6, 0, 0, Map.of(), List.of(), 0, 0))
          .hasMessage("block: expected 8, 16, 32 or 64, found " + block);
    }
    assertThatThrownBy(() -> new RoiOptions(64, 0, 16, 6, 0, 0, Map.of(), List.of(), 0, 0))
        .hasMessage("width, height: expected both or none, found 64 and 0");
    assertThatThrownBy(() -> new RoiOptions(0, 0, 16, 6, 0, 0, Map.of("cat", 2.0), List.of(), 0, 0))
        .hasMessage("weights.cat: expected a number from 0 to 1, found 2.0");
    assertThatThrownBy(() -> new RoiRectangle(0, 0, 0, 4)).hasMessageEndingWith("found 0, 0, 0, 4");
  }

  @Test
  void aWeightOfAClassThatTheModelDoesNotHaveIsRefused() {
    RoiOptions options =
        new RoiOptions(
            0, 0, 16, 6, 0, 0, Map.of("kat", 1.0, RoiOptions.OTHER_CLASSES, 0.0), List.of(), 0, 0);
    assertThatThrownBy(() -> options.requireClasses(List.of("cat", "dog")))
        .hasMessage("weights.kat: the model has no such class; expected one of cat, dog or *");
    options.requireClasses(List.of("kat"));
  }
}
