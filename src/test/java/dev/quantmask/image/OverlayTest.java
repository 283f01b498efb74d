package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static RgbImage decode(byte[] png) throws ImageException {
    return ImageDecoder.decode(png, ImageLimits.DEFAULT);
  }

  private static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[width * height * 3]);
  }

  private static int sum(RgbImage image, int x, int y) {
    int i = 3 * (y * image.width() + x);
    byte[] p = image.pixels();
    return (p[i] & 0xff) + (p[i + 1] & 0xff) + (p[i + 2] & 0xff);
  }

  @Test
  void anEncodedImageDecodesToItself() throws ImageException {
    for (String name : List.of("rgb8.png", "grey8.png", "tiny.png")) {
      RgbImage image = DecoderImages.expected(name);
      RgbImage again = decode(PngEncoder.encode(image));
      assertThat(again.width()).isEqualTo(image.width());
      assertThat(again.pixels()).isEqualTo(image.pixels());
    }
  }

  @Test
  void withoutItemsTheImageStays() throws ImageException {
    RgbImage image = DecoderImages.expected("rgb8.png");
    assertThat(decode(Overlay.png(image, List.of())).pixels()).isEqualTo(image.pixels());
  }

  @Test
  void drawsMaskBoxAndLabelOnACopy() throws ImageException {
    RgbImage image = black(300, 200);
    boolean[] inside = new boolean[40 * 60];
    Arrays.fill(inside, true);
    Overlay.Mask mask = new Overlay.Mask(120, 90, 60, 40, inside);
    Overlay.Item item = new Overlay.Item(100, 80, 200, 150, 3, "endpoint 93%", () -> mask);
    RgbImage drawn = decode(Overlay.png(image, List.of(item)));
    assertThat(sum(drawn, 150, 110)).as("fill").isBetween(50, 300);
    assertThat(sum(drawn, 120, 110)).as("rim").isGreaterThan(sum(drawn, 150, 110));
    assertThat(sum(drawn, 110, 110)).as("in the box, outside the mask").isZero();
    assertThat(sum(drawn, 100, 110)).as("box").isGreaterThan(100);
    assertThat(sum(drawn, 104, 70)).as("label").isGreaterThan(100);
    assertThat(sum(drawn, 20, 20)).as("elsewhere").isZero();
    assertThat(image.pixels()).containsOnly(0);
  }

  @Test
  void boxesMasksAndLabelsBeyondTheFrameAreCut() throws ImageException {
    Overlay.Mask mask = new Overlay.Mask(-5, -5, 30, 30, new boolean[900]);
    Arrays.fill(mask.inside(), true);
    String text = "a label that is wider than the image is";
    List<Overlay.Item> items =
        List.of(
            new Overlay.Item(-50, -50, 500, 500, -1, text, () -> mask),
            new Overlay.Item(7, 7, 7, 7, 99, "", null));
    RgbImage drawn = decode(Overlay.png(black(16, 9), items));
    assertThat(drawn.width()).isEqualTo(16);
  }

  @Test
  void aMaskMustFillItsWindow() {
    assertThatThrownBy(() -> new Overlay.Mask(0, 0, 3, 2, new boolean[5]))
        .hasMessage("Overlay.Mask: expected 2 x 3 pixels, found 5");
  }
}
