package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.util.Arrays;

/**
 * Finds the one bitstream of a WebP file, <a
 * href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>. The alpha
 * of lossy images and profiles are left where they are.
 */
final class WebPParser {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int SIDE = 0x3fff; // 14 bits
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final String LOSSY_START_CODE = "\u009d\u0001*";

  private final ByteCursor cursor;
  private Orientation orientation = Orientation.UPRIGHT;
  private int canvas = -1; // position of the chunk, as that of the image
  private int image = -1;

  private WebPParser(byte[] bytes) {
    this.cursor = new ByteCursor(bytes);
  }

  static EncodedImage parse(byte[] bytes) throws ImageException {
    WebPParser parser = new WebPParser(bytes);
    parser.findChunks();
    EncodedImage image = parser.image();
    parser.requireCanvas(image);
    return image;
  }

  private void findChunks() throws ImageException {
    long end = Math.min(8 + cursor.littleInt(4), cursor.bytes().length);
    int position = RIFF_HEADER;
    while (position + CHUNK_HEADER <= end) {
      long length = cursor.littleInt(position + 4);
      cursor.require(position + CHUNK_HEADER, length);
      if (cursor.startsWith(position, "ANMF")) {
        throw new ImageException("animated WebP is not supported: expected a still image");
      }
      if (cursor.startsWith(position, "EXIF")) {
        orientation = ExifOrientation.read(cursor.bytes(), position + CHUNK_HEADER, (int) length);
      }
      if (cursor.startsWith(position, "VP8X")) {
        canvas = position;
      }
      boolean isImage = cursor.startsWith(position, "VP8 ") || cursor.startsWith(position, "VP8L");
      if (isImage && image < 0) {
        image = position;
      }
      position += CHUNK_HEADER + (int) (length + (length & 1));
    }
    if (image < 0) {
      throw new ImageException("truncated WebP: expected a chunk VP8 or VP8L, found none");
    }
  }

  private EncodedImage image() throws ImageException {
    int data = image + CHUNK_HEADER;
    long length = cursor.littleInt(image + 4);
    // The padding belongs to it: libwebp reads that far before it calls an image truncated.
    int end = (int) Math.min(cursor.bytes().length, data + length + (length & 1));
    return cursor.startsWith(image, "VP8L") ? lossless(data, end) : lossy(data, end);
  }

  private LosslessWebP lossless(int data, int end) throws ImageException {
    if (cursor.unsignedByte(data) != LOSSLESS_SIGNATURE) {
      throw new ImageException("WebP: expected the lossless signature at byte " + data);
    }
    long sides = cursor.littleInt(data + 1);
    return new LosslessWebP(
        (int) (sides & SIDE) + 1,
        (int) (sides >> 14 & SIDE) + 1,
        orientation,
        Arrays.copyOfRange(cursor.bytes(), data, end));
  }

  private LossyWebP lossy(int data, int end) throws ImageException {
    if (!cursor.startsWith(data + 3, LOSSY_START_CODE)) {
      throw new ImageException("WebP: expected a key frame at byte " + data);
    }
    int width = cursor.littleShort(data + 6) & SIDE;
    int height = cursor.littleShort(data + 8) & SIDE;
    if (width == 0 || height == 0) {
      throw new ImageException(
          Text.format("WebP: expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    byte[] frame = Arrays.copyOfRange(cursor.bytes(), data, end);
    return new LossyWebP(width, height, orientation, frame);
  }

  private void requireCanvas(EncodedImage found) throws ImageException {
    if (canvas < 0) {
      return;
    }
    int sides = canvas + CHUNK_HEADER + 4; // 24 bits each, less 1
    int width = (int) (cursor.littleInt(sides - 1) >> 8) + 1;
    int height = (int) (cursor.littleInt(sides + 2) >> 8) + 1;
    if (found.width() != width || found.height() != height) {
      throw new ImageException(
          Text.format(
              "WebP: expected an image of the canvas's %d x %d pixels, found %d x %d",
              width, height, found.width(), found.height()));
    }
  }
}
