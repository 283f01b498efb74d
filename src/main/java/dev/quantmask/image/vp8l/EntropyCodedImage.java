package dev.quantmask.image.vp8l;

import dev.quantmask.text.Text;
import java.io.IOException;

/**
 * Reads an image of ARGB pixels, each of which is a literal, one of a cache of colors, or part of a
 * copy of earlier pixels; specification, section 5.
 */
final class EntropyCodedImage {
  private static final int LITERALS = 256;
  private static final int PREFIXES = 24; // of lengths
  private static final int DISTANCES = 40;
  private static final int MOST_CACHE_BITS = 11;

  /** How many bytes the codes may take, beside {@link #CODES_BYTES}; encoders need far fewer. */
  static final int CODES_BYTES_PER_PIXEL = 2;

  private static final int CODES_BYTES = 4 << 20;
  private static final int HASH = 0x1e35a7bd;

  private record Group(
      PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
    int bytes() {
      return green.bytes() + red.bytes() + blue.bytes() + alpha.bytes() + distance.bytes();
    }
  }

  private final BitReader bits;
  private final int width;
  private final int height;
  private final int[] pixels;
  private int cacheBits;
  private int[] cache = {};
  private Group[] groups;
  private int[] groupOfBlock; // null where all blocks have the first
  private int blockBits;
  private int filled;
  private int cached; // pixels that are in the cache

  private EntropyCodedImage(BitReader bits, int width, int height, int[] pixels) {
    this.bits = bits;
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Reads an image that describes others, such as the modes of a transform. */
  static int[] readPart(BitReader bits, int width, int height) throws IOException {
    int[] pixels = new int[Math.multiplyExact(width, height)];
    EntropyCodedImage image = new EntropyCodedImage(bits, width, height, pixels);
    image.readCache();
    image.readGroups(1);
    image.readPixels();
    return pixels;
  }

  /** Reads the image itself into the start of an array. */
  static void readMain(BitReader bits, int width, int height, int[] pixels) throws IOException {
    EntropyCodedImage image = new EntropyCodedImage(bits, width, height, pixels);
    image.readCache();
    int count = 1;
    if (bits.flag()) {
      image.blockBits = 2 + bits.bits(3);
      int columns = Blocks.count(width, image.blockBits);
      image.groupOfBlock = readPart(bits, columns, Blocks.count(height, image.blockBits));
      for (int i = 0; i < image.groupOfBlock.length; i++) {
        image.groupOfBlock[i] = image.groupOfBlock[i] >> 8 & 0xffff;
        count = Math.max(count, image.groupOfBlock[i] + 1);
      }
    }
    image.readGroups(count);
    image.readPixels();
  }

  private void readCache() throws IOException {
    if (!bits.flag()) {
      return;
    }
    cacheBits = bits.bits(4);
    if (cacheBits < 1 || cacheBits > MOST_CACHE_BITS) {
      throw new IOException(
          Text.format("VP8L: expected a cache of 1 to 11 bits, found %d", cacheBits));
    }
    cache = new int[1 << cacheBits];
  }

  private void readGroups(int count) throws IOException {
    groups = new Group[count];
    long left = CODES_BYTES + (long) CODES_BYTES_PER_PIXEL * pixels.length;
    for (int i = 0; i < count; i++) {
      groups[i] =
          new Group(
              PrefixCodeReader.read(bits, LITERALS + PREFIXES + cache.length),
              PrefixCodeReader.read(bits, LITERALS),
              PrefixCodeReader.read(bits, LITERALS),
              PrefixCodeReader.read(bits, LITERALS),
              PrefixCodeReader.read(bits, DISTANCES));
      left -= groups[i].bytes();
      if (left < 0) {
        throw new IOException(
            Text.format("VP8L: %d groups of prefix codes are more than the image needs", count));
      }
    }
  }

  private Group groupOfNext() {
    if (groupOfBlock == null) {
      return groups[0];
    }
    int row = filled / width >> blockBits;
    int column = filled % width >> blockBits;
    return groups[groupOfBlock[row * Blocks.count(width, blockBits) + column]];
  }

  private void readPixels() throws IOException {
    int end = width * height;
    while (filled < end) {
      Group group = groupOfNext();
      int symbol = group.green.read(bits);
      if (symbol < LITERALS) {
        int red = group.red.read(bits);
        int blue = group.blue.read(bits);
        pixels[filled++] = group.alpha.read(bits) << 24 | red << 16 | symbol << 8 | blue;
      } else if (symbol < LITERALS + PREFIXES) {
        int length = prefixed(symbol - LITERALS);
        copy(Distances.of(prefixed(group.distance.read(bits)), width), length, end);
      } else {
        fillCache();
        pixels[filled++] = cache[symbol - LITERALS - PREFIXES];
      }
      if (bits.isPastEnd()) {
        throw new IOException(Text.format("VP8L: the data end after %d of %d pixels", filled, end));
      }
    }
  }

  /** Reads the rest of a length or a distance, whose magnitude is known. */
  private int prefixed(int symbol) {
    if (symbol < 4) {
      return symbol + 1;
    }
    int extraBits = symbol - 2 >> 1;
    return (2 + (symbol & 1) << extraBits) + bits.bits(extraBits) + 1;
  }

  private void copy(int distance, int length, int end) throws IOException {
    if (distance > filled || length > end - filled) {
      throw new IOException(
          Text.format(
              "VP8L: a copy of %d pixels from %d before pixel %d of %d",
              length, distance, filled, end));
    }
    for (int i = 0; i < length; i++) {
      pixels[filled] = pixels[filled - distance];
      filled++;
    }
  }

  /** Puts the pixels that are new into the cache; only its next use needs them there. */
  private void fillCache() {
    while (cached < filled) {
      cache[pixels[cached] * HASH >>> Integer.SIZE - cacheBits] = pixels[cached];
      cached++;
    }
  }
}
