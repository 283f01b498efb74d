package dev.quantmask.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A PNG whose pixels stand for objects or classes: by an index of its palette, by a grey value, or
 * by a colour, which gets a number here. Black and what is transparent is 0.
 */
public final class LabelImage {
  private static final int MOST_COLOURS = 1 << 16;

  private final int width;
  private final int height;
  private final char[] numbers;
  private final boolean isColoured; // whether the numbers stand for colours, and mean nothing
  private final int[] colours; // by number; empty: the numbers are grey values

  private LabelImage(int width, int height, char[] numbers, boolean isColoured, int... colours) {
    this.width = width;
    this.height = height;
    this.numbers = numbers;
    this.isColoured = isColoured;
    this.colours = colours;
  }

  /**
   * Decodes a mask.
   *
   * @throws ImageException if the bytes are no PNG, are damaged, go beyond the limits, or have more
   *     colours than there are numbers
   */
  public static LabelImage decode(byte[] bytes, ImageLimits limits) throws ImageException {
    if (!(EncodedImage.of(bytes) instanceof PngImage png)) {
      throw new ImageException("expected a mask as PNG, found another kind of image");
    }
    limits.check(png.width(), png.height());
    BufferedImage image = Plugins.readPng(png.stream().open());
    char[] numbers = new char[png.width() * png.height()];
    int[] colours = {};
    boolean isColoured = image.getRaster().getNumBands() > 2;
    if (image.getColorModel() instanceof IndexColorModel palette) {
      colours = new int[palette.getMapSize()];
      palette.getRGBs(colours);
      copyGrey(image.getRaster(), numbers);
    } else if (isColoured) {
      colours = numberColours(image.getRaster(), numbers);
    } else {
      copyGrey(image.getRaster(), numbers);
    }
    return new LabelImage(png.width(), png.height(), numbers, isColoured, colours);
  }

  private static void copyGrey(Raster raster, char[] numbers) {
    int bands = raster.getNumBands();
    int[] row = new int[raster.getWidth() * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        boolean isVisible = bands == 1 || row[2 * x + 1] != 0;
        numbers[y * raster.getWidth() + x] = isVisible ? (char) row[bands * x] : 0;
      }
    }
  }

  private static int[] numberColours(Raster raster, char[] numbers) throws ImageException {
    int bands = raster.getNumBands();
    int shift = raster.getSampleModel().getSampleSize(0) - 8;
    Map<Integer, Character> known = new HashMap<>(Map.of(0, (char) 0));
    int[] colours = new int[16];
    int[] row = new int[raster.getWidth() * bands];
    int last = 0;
    char number = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        int colour = colour(row, x * bands, bands, shift);
        if (colour != last) { // most pixels are like the one before
          number = known.computeIfAbsent(colour, absent -> (char) known.size());
          last = colour;
          if (known.size() == MOST_COLOURS) {
            throw new ImageException("expected a mask of a few colours, found 65536 of them");
          }
          colours = number < colours.length ? colours : Arrays.copyOf(colours, 2 * number);
          colours[number] = colour;
        }
        numbers[y * raster.getWidth() + x] = number;
      }
    }
    return Arrays.copyOf(colours, known.size());
  }

  private static int colour(int[] row, int at, int bands, int shift) {
    if (bands == 4 && row[at + 3] == 0) {
      return 0;
    }
    return row[at] >> shift << 16 | row[at + 1] >> shift << 8 | row[at + 2] >> shift;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Returns the number of a pixel. */
  public int number(int x, int y) {
    return numbers[y * width + x];
  }

  /** Returns whether the numbers are grey values, which have no other colour. */
  public boolean isGrey() {
    return colours.length == 0;
  }

  /**
   * Returns the index of a palette, or the grey value, that a number is; -1 for one that was given
   * to a colour here.
   */
  public int value(int number) {
    if (!isColoured) {
      return number;
    }
    int blue = colour(number) & 0xff;
    return colour(number) == blue * 0x010101 ? blue : -1;
  }

  /** Returns red, green and blue, the highest byte 0. */
  public int colour(int number) {
    if (isGrey()) {
      return Math.min(number, 255) * 0x010101;
    }
    return number < colours.length ? colours[number] & 0xffffff : 0;
  }
}
