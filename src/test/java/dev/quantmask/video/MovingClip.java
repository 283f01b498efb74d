package dev.quantmask.video;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.image.RgbImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A square with a texture that goes to the right before a background that goes to the left. */
public final class MovingClip {
  public static final int WIDTH = 320;
  public static final int HEIGHT = 192;
  private static final int SIDE = 64;
  private static final int TOP = 64;

  private final int[] texture = new int[512 * 512];

  public MovingClip() {
    Random random = new Random(11);
    for (int i = 0; i < texture.length; i++) {
      texture[i] = random.nextInt(100);
    }
  }

  /** The square's left side is on a border of blocks in every fourth frame. */
  private static int left(int frame) {
    return 32 + 4 * frame;
  }

  public Rle mask(int frame) {
    boolean[] inside = new boolean[SIDE * SIDE];
    Arrays.fill(inside, true);
    return Rle.encode(HEIGHT, WIDTH, new PixelWindow(left(frame), TOP, SIDE, SIDE), inside);
  }

  public RgbImage image(int frame) {
    byte[] pixels = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean isSquare = x >= left(frame) && x < left(frame) + SIDE && y >= TOP && y < TOP + SIDE;
        int value =
            isSquare ? 120 + detail(x - left(frame), y + 256) : 40 + detail(x + 3 * frame, y);
        for (int channel = 0; channel < 3; channel++) {
          pixels[3 * (y * WIDTH + x) + channel] = (byte) value;
        }
      }
    }
    return new RgbImage(WIDTH, HEIGHT, pixels);
  }

  /** Noise of two sizes. */
  private int detail(int x, int y) {
    int coarse = texture[(y / 8 & 511) * 512 + (x / 8 & 511)];
    int fine = texture[(y / 2 & 511) * 512 + (x / 2 + 256 & 511)];
    return (coarse + fine) / 2;
  }

  /** Writes frames as YUV4MPEG2 in grey, which needs no encoder. */
  public void write(Path file, int frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ascii("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F30:1 Ip A1:1 Cmono\n"));
    for (int frame = 0; frame < frames; frame++) {
      bytes.write(ascii("FRAME\n"));
      byte[] pixels = image(frame).pixels();
      for (int i = 0; i < pixels.length; i += 3) {
        bytes.write(pixels[i]);
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
