package dev.quantmask.coco.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against pycocotools, see {@code test-data/coco/generate.py}. */
class RleTest {
  private static JsonNode cases;

  @BeforeAll
  static void read() throws IOException {
    Path file = Path.of("test-data/coco/rle.json.gz");
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      cases = new ObjectMapper().readTree(in);
    }
    assertThat(cases.size()).isGreaterThan(100);
  }

  private static Rle rle(JsonNode one) {
    return Rle.fromCompressed(
        one.get("height").asInt(), one.get("width").asInt(), one.get("compressed").asText());
  }

  @Test
  void readsAndWritesTheStringsOfPycocotools() {
    for (JsonNode one : cases) {
      Rle rle = rle(one);
      assertThat(rle.counts())
          .containsExactly(new ObjectMapper().convertValue(one.get("counts"), int[].class));
      assertThat(rle.compressed()).isEqualTo(one.get("compressed").asText());
      assertThat(rle.area()).isEqualTo(one.get("area").asLong());
    }
  }

  @Test
  void boundsAreTheBoxOfPycocotools() {
    for (JsonNode one : cases) {
      JsonNode box = one.get("box");
      PixelWindow bounds = rle(one).bounds();
      if (one.get("area").asLong() == 0) {
        assertThat(bounds.isEmpty()).isTrue();
        continue;
      }
      assertThat(List.of(bounds.x0(), bounds.y0(), bounds.width(), bounds.height()))
          .containsExactly(
              box.get(0).asInt(), box.get(1).asInt(), box.get(2).asInt(), box.get(3).asInt());
    }
  }

  @Test
  void aWindowDecodedAndEncodedGivesTheMaskBack() {
    for (JsonNode one : cases) {
      Rle rle = rle(one);
      PixelWindow bounds = rle.bounds();
      Rle again = Rle.encode(rle.height(), rle.width(), bounds, rle.decode(bounds));
      assertThat(again).isEqualTo(rle);
    }
  }

  @Test
  void pixelsAndTheImageAreThoseOfTheBitmap() {
    for (JsonNode one : cases) {
      Rle rle = rle(one);
      if (rle.height() == 0 || rle.width() == 0) {
        continue;
      }
      boolean[] bitmap = rle.decode();
      BufferedImage image = rle.toImage();
      assertThat(image.getWidth()).isEqualTo(rle.width());
      assertThat(image.getHeight()).isEqualTo(rle.height());
      for (int i = 0; i < bitmap.length; i++) {
        int x = i % rle.width();
        int y = i / rle.width();
        assertThat(rle.contains(x, y)).isEqualTo(bitmap[i]);
        assertThat(image.getRGB(x, y)).isEqualTo(bitmap[i] ? 0xffffffff : 0xff000000);
      }
    }
  }

  @Test
  void containsNothingOutsideOfTheImage() {
    Rle full = new Rle(2, 3, new int[] {0, 6});
    assertThat(full.contains(2, 1)).isTrue();
    assertThat(full.contains(3, 0)).isFalse();
    assertThat(full.contains(0, 2)).isFalse();
    assertThat(full.contains(-1, 1)).isFalse();
    assertThat(full.contains(1, -1)).isFalse();
  }

  @Test
  void decodesOnlyTheWindow() {
    Rle rle =
        Rle.encode(4, 5, new PixelWindow(1, 1, 2, 2), new boolean[] {true, false, true, true});
    assertThat(rle.counts()).containsExactly(5, 2, 3, 1, 9);
    assertThat(rle.decode(new PixelWindow(2, 2, 2, 1))).containsExactly(true, false);
  }

  @Test
  void runsMustFitTheSize() {
    assertThatThrownBy(() -> new Rle(2, 3, new int[] {2, -1, 5}))
        .hasMessage("Rle.counts[1]: expected a run of at least 0, found -1");
    assertThatThrownBy(() -> new Rle(2, 3, new int[] {2, 5}))
        .hasMessage("Rle.counts: expected runs that add up to 2 x 3 = 6 pixels, found 7");
    assertThatThrownBy(() -> new Rle(-2, 3, new int[0])).hasMessageContaining("-2 x 3");
  }

  @Test
  void aWindowMustLieWithinTheImage() {
    PixelWindow window = new PixelWindow(3, 0, 2, 1);
    assertThatThrownBy(() -> Rle.encode(4, 4, window, new boolean[2]))
        .hasMessageContaining("within an image of 4 x 4");
    assertThatThrownBy(() -> Rle.encode(9, 9, window, new boolean[3]))
        .hasMessageContaining("a bitmap of 2 pixels, found 3");
  }

  @Test
  void aMovedMaskLosesWhatLeavesTheImage() {
    Rle mask = Rle.fromBox(4, 5, new CocoBox(1, 1, 3, 2));
    assertThat(mask.moved(1, -1)).isEqualTo(Rle.fromBox(4, 5, new CocoBox(2, 0, 3, 2)));
    assertThat(mask.moved(-2, 2)).isEqualTo(Rle.fromBox(4, 5, new CocoBox(0, 3, 2, 1)));
    assertThat(mask.moved(0, 9).area()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1~, character 1: expected a character '0' to 'o'",
    "1 1, character 1: expected a character '0' to 'o'",
    "1Q, character 2: expected another character of the last run, found the end",
    "oooooooo1, character 0: expected a number of at most 7",
    "O, character 0: expected run 0 to be 0 to",
    "oooooo?, character 0: expected run 0 to be 0 to",
    "11, expected runs that add up to",
  })
  void malformedStringsNameThePosition(String text, String message) {
    assertThatThrownBy(() -> Rle.fromCompressed(3, 3, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
