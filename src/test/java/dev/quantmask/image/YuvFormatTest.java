package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.image.YuvFormat.Layout;
import dev.quantmask.image.YuvFormat.Matrix;
import dev.quantmask.image.YuvFormat.Range;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class YuvFormatTest {
  private static final int SIDE = 4096; // a square with all values of Y, Cb and Cr

  private static Stream<Object[]> colours() {
    return Arrays.stream(Matrix.values())
        .flatMap(
            matrix -> Arrays.stream(Range.values()).map(range -> new Object[] {matrix, range}));
  }

  private static RgbImage convert(YuvFormat format, byte[] frame) throws ImageException {
    return format.open(frame, ImageLimits.DEFAULT).decode();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("colours")
  void everyColourIsTheExactOne(Matrix matrix, Range range) throws Exception {
    JsonNode expected =
        new ObjectMapper()
            .readTree(Path.of("test-data/yuv/expected.json").toFile())
            .get(matrix + " " + range);
    for (JsonNode sample : expected.get("samples")) {
      byte[] frame = {byteOf(sample, 0), byteOf(sample, 1), byteOf(sample, 2)};
      assertThat(convert(new YuvFormat(Layout.I420, 1, 1, 1, matrix, range), frame).pixels())
          .as("%s", sample)
          .containsExactly(byteOf(sample, 3), byteOf(sample, 4), byteOf(sample, 5));
    }
    RgbImage all = convert(new YuvFormat(Layout.I420, SIDE, SIDE, SIDE, matrix, range), square());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.pixels());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(expected.get("sha256").asText());
  }

  private static byte byteOf(JsonNode sample, int index) {
    return (byte) sample.get(index).asInt();
  }

  /** As test-data/yuv/generate.py lays it out. */
  private static byte[] square() {
    byte[] frame = new byte[SIDE * SIDE * 3 / 2];
    for (int i = 0; i < SIDE * SIDE; i++) {
      frame[i] = (byte) (i / SIDE % 16 * 16 + i % 16);
    }
    int half = SIDE / 2;
    for (int i = 0; i < half * half; i++) {
      frame[SIDE * SIDE + i] = (byte) (i % half / 8);
      frame[SIDE * SIDE + half * half + i] = (byte) (i / half / 8);
    }
    return frame;
  }

  /** A frame of any size and stride is that of its pixels, each converted by itself. */
  @ParameterizedTest
  @CsvSource({"2, 2, 2", "6, 4, 6", "7, 5, 8", "7, 5, 19", "1, 1, 2", "1, 9, 6", "16, 3, 32"})
  void rowsHaveGapsAndSizesMayBeOdd(int width, int height, int stride) throws Exception {
    Random random = new Random(width * 100 + height);
    byte[] luma = new byte[stride * height];
    random.nextBytes(luma);
    int columns = (width + 1) / 2;
    int rows = (height + 1) / 2;
    byte[][] cb = new byte[rows][columns];
    byte[][] cr = new byte[rows][columns];
    for (int i = 0; i < rows; i++) {
      random.nextBytes(cb[i]);
      random.nextBytes(cr[i]);
    }
    byte[] expected = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      byte[] one = {luma[y * stride + x], cb[y / 2][x / 2], cr[y / 2][x / 2]};
      System.arraycopy(convert(format(Layout.I420, 1, 1, 1), one).pixels(), 0, expected, 3 * i, 3);
    }
    for (Layout layout : Layout.values()) {
      YuvFormat format = format(layout, width, height, stride);
      byte[] frame = frame(format, luma, cb, cr);
      assertThat(convert(format, frame).pixels()).as("%s", layout).isEqualTo(expected);
    }
  }

  private static YuvFormat format(Layout layout, int width, int height, int stride) {
    return new YuvFormat(layout, width, height, stride, Matrix.BT709, Range.LIMITED);
  }

  private static byte[] frame(YuvFormat format, byte[] luma, byte[][] cb, byte[][] cr) {
    boolean nv12 = format.layout() == Layout.NV12;
    byte[] frame = Arrays.copyOf(luma, (int) format.bytes());
    int stride = nv12 ? format.stride() : (format.stride() + 1) / 2;
    for (int row = 0; row < cb.length; row++) {
      for (int column = 0; column < cb[row].length; column++) {
        int place = luma.length + row * stride + (nv12 ? 2 : 1) * column;
        frame[place] = cb[row][column];
        frame[place + (nv12 ? 1 : stride * cb.length)] = cr[row][column];
      }
    }
    return frame;
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aFrameHasItsLengthAndNoOther(Layout layout) {
    YuvFormat format = format(layout, 1920, 1080, 2048);
    assertThat(format.bytes()).isEqualTo(2048 * 1080 * 3 / 2);
    assertThatThrownBy(() -> convert(format, new byte[1920 * 1080 * 3 / 2]))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            layout
                + " of 1920 x 1080 pixels with stride 2048: expected 3317760 bytes, found 3110400");
    assertThat(format(layout, 3, 3, 4).bytes()).isEqualTo(20);
  }

  @Test
  void sizesAreLimitedAsThoseOfImages() {
    YuvFormat large = format(Layout.NV12, 20_000, 2, 20_000);
    assertThatThrownBy(() -> large.open(new byte[60_000], ImageLimits.DEFAULT))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("image too large: expected at most 16384 x 16384 pixels");
  }

  @Test
  void aStrideHasRoomForARow() {
    assertThatThrownBy(() -> format(Layout.NV12, 7, 2, 7))
        .hasMessage("stride: expected at least 8, found 7");
    assertThatThrownBy(() -> format(Layout.I420, 7, 2, 6))
        .hasMessage("stride: expected at least 7, found 6");
    assertThatThrownBy(() -> format(Layout.I420, 0, 2, 6))
        .hasMessage("expected a size of at least 1 x 1, found 0 x 2");
  }
}
