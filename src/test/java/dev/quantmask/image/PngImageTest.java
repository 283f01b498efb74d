package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngImageTest {
  private static final int HEADER = 33; // signature, IHDR
  private static final int CHUNK = 12; // length, type, checksum

  /** A reader's time is that of the pixels, however many chunks somebody makes of them. */
  @Test
  void pixelsInManyChunksAreReadAsInOne() throws Exception {
    byte[] whole = png();
    int size = ByteBuffer.wrap(whole).getInt(HEADER);
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.write(whole, 0, HEADER);
    for (int i = 0; i < size; i++) {
      chunk(parts, whole, HEADER + 8 + i, i % 2); // every other one is empty
      chunk(parts, whole, HEADER + 8 + i, 1 - i % 2);
    }
    parts.write(whole, HEADER + CHUNK + size, CHUNK);
    PngImage image = PngImage.parse(parts.toByteArray());
    assertThat(image.stream().toByteArray())
        .isEqualTo(PngImage.parse(whole).stream().toByteArray());
    assertThat(image.pixels().pixels())
        .isEqualTo(ImageDecoder.decode(whole, new ImageLimits(100, 100, 10_000)).pixels());
  }

  private static byte[] png() throws IOException {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 200; i++) {
      image.setRGB(i % 20, i / 20, i * 77_777);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    byte[] png = file.toByteArray();
    int size = ByteBuffer.wrap(png).getInt(HEADER);
    assertThat(Arrays.copyOfRange(png, HEADER + 4, HEADER + 8)).asString().isEqualTo("IDAT");
    assertThat(png).hasSize(HEADER + CHUNK + size + CHUNK);
    return png;
  }

  private static void chunk(ByteArrayOutputStream file, byte[] bytes, int from, int size) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK + size);
    chunk.putInt(size).put("IDAT".getBytes(StandardCharsets.US_ASCII)).put(bytes, from, size);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + size);
    chunk.putInt((int) checksum.getValue());
    file.writeBytes(chunk.array());
  }
}
