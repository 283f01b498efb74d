package dev.quantmask.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders get wrong, built by hand. */
class ImageDecoderErrorTest {
  // The end of DEFLATE's last block, zlib's checksum, the checksum of IDAT, and IEND.
  private static final int PNG_AFTER_PIXELS = 22;

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> ImageDecoder.decode(bytes, ImageLimits.DEFAULT))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anEmptyBody() {
    assertRefused(new byte[0], "the body is empty");
  }

  static Stream<Arguments> otherThings() {
    return Stream.of(
        arguments("hello world", "not an image: expected a JPEG"),
        arguments("GIF89a", "GIF is not supported: convert it to JPEG, PNG, WebP or BMP"),
        arguments("II*\0aaaa", "TIFF is not supported"),
        arguments("MM\0+aaaa", "BigTIFF is not supported"),
        arguments("\0\0\0\u0014ftypavif", "AVIF is not supported"),
        arguments("\0\0\0\u0018ftypmif1\0\0\0\0heicavif", "AVIF is not supported"),
        arguments("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", "HEIC is not supported"),
        arguments("\0\0\0\u0018ftypheic\0\0\0\0mif1heicavif", "HEIC is not supported"),
        arguments(
            "\0\0\0\u0018ftypisom\0\0\2\0isomavc1",
            "MP4 video is not supported: expected one image of it"),
        arguments("\0\0\0\u0014ftypqt  ", "QuickTime video is not supported"),
        arguments("\u00ff\naa", "JPEG XL is not supported"),
        arguments("\0\0\0\fJXL \r\n\u0087\n", "JPEG XL is not supported"),
        arguments("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000 is not supported"),
        arguments("\u00ffO\u00ffQ", "JPEG 2000 is not supported"),
        arguments("\0\0\0\1g", "H.264 video is not supported: expected one image of it"),
        arguments("\0\0\1\t", "H.264 video is not supported"),
        arguments("\0\0\0\1@\1", "H.265 video is not supported"),
        arguments("\0\0\0\1\u00e7", "not an image"),
        arguments("\0\0\0\1", "not an image"),
        arguments("\u001aE\u00df\u00a3", "WebM or Matroska video is not supported"),
        arguments("RIFFaaaaAVI LIST", "AVI video is not supported"),
        arguments("RIFFaaaaWAVE", "not an image"),
        arguments("BM", "truncated image"),
        arguments("x", "not an image"));
  }

  @ParameterizedTest
  @MethodSource
  void otherThings(String text, String message) {
    assertRefused(text.getBytes(ISO_8859_1), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline420.jpg", "progressive.jpg", "cmyk.jpg", "restart.jpg", "rgb8.png",
        "palette4.png", "rgba16interlaced.png", "filtered.png", "rgb24.bmp", "palette8.bmp",
        "lossy.webp", "lossless.webp",
      })
  void truncatedAnywhere(String name) {
    byte[] bytes = DecoderImages.bytes(name);
    int end = bytes.length - (name.endsWith(".png") ? PNG_AFTER_PIXELS : 1);
    for (int length = 1; length < end; length += 1 + bytes.length / 25) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ImageDecoder.decode(cut, ImageLimits.DEFAULT))
          .as("%s cut after %d of %d bytes", name, length, bytes.length)
          .isInstanceOf(ImageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline420.jpg", "progressive.jpg"})
  void aJpegWithAHoleInItsData(String name) {
    byte[] bytes = DecoderImages.bytes(name);
    int cut = bytes.length * 2 / 3;
    byte[] holed = Arrays.copyOf(bytes, cut + 2);
    holed[cut] = (byte) 0xff;
    holed[cut + 1] = (byte) 0xd9;
    assertRefused(holed, "truncated JPEG");
  }

  @Test
  void aPngThatUnpacksToMoreThanAllowed() {
    assertRefused(png(60_000, 60_000, new byte[10_000_000]), "cannot hold 60000 x 60000 pixels");
    assertRefused(
        png(20_000, 20, new byte[60_001 * 20]),
        "expected at most 16384 x 16384 pixels, found 20000 x 20");
    assertRefused(png(0, 10, new byte[10]), "at least 1 x 1, found 0 x 10");
    assertRefused(png(-1, 10, new byte[10]), "found 4294967295 x 10");
  }

  @Test
  void aPngWithTooFewRows() {
    assertRefused(png(10, 10, new byte[31 * 6]), "truncated or damaged PNG");
  }

  @Test
  void sizesInJpegWebPAndBmpHeaders() {
    byte[] jpeg = DecoderImages.bytes("baseline444.jpg");
    int frame = indexOf(jpeg, 0xff, 0xc0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 60_000).putShort(frame + 7, (short) 60_000);
    assertRefused(jpeg, "bytes of data cannot hold 60000 x 60000 pixels");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 4_000).putShort(frame + 7, (short) 4_000);
    assertRefused(jpeg, "bytes of data cannot hold 4000 x 4000 pixels");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 0);
    assertRefused(jpeg, "found 4000 x 0");
    byte[] bmp = DecoderImages.bytes("rgb24.bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 30_000).putInt(22, -30_000);
    assertRefused(bmp, "truncated image: expected 2700000000 bytes at 54");
    for (int side : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE / 2}) { // 2^64 bytes, 2^62
      ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, side).putInt(22, side);
      ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putShort(28, (short) 32);
      assertRefused(bmp, "truncated image: expected ");
    }
    assertThatThrownBy(
            () ->
                ImageDecoder.decode(
                    DecoderImages.bytes("baseline444.jpg"), new ImageLimits(49, 99, 9)))
        .hasMessageContaining("expected at most 49 x 99 pixels, found ");
    assertThatThrownBy(
            () ->
                ImageDecoder.decode(DecoderImages.bytes("lossy.webp"), new ImageLimits(49, 99, 9)))
        .hasMessageContaining("expected at most 49 x 99 pixels, found ");
    assertThatThrownBy(
            () ->
                ImageDecoder.decode(
                    DecoderImages.bytes("lossless.webp"), new ImageLimits(49, 99, 9)))
        .hasMessageContaining("expected at most 49 x 99 pixels, found 50 x 37");
    assertThatThrownBy(
            () ->
                ImageDecoder.decode(
                    DecoderImages.bytes("rgb8.png"), new ImageLimits(50, 37, 1_849)))
        .hasMessageContaining("expected at most 1849 pixels, found 50 x 37 = 1850");
  }

  @Test
  void kindsOfJpegThatAreNotSupported() {
    byte[] jpeg = DecoderImages.bytes("baseline444.jpg");
    int frame = indexOf(jpeg, 0xff, 0xc0);
    jpeg[frame + 4] = 12;
    assertRefused(jpeg, "expected 8 bits a sample, found 12");
    jpeg[frame + 1] = (byte) 0xc9;
    assertRefused(jpeg, "arithmetic-coded JPEG (SOF9) is not supported: convert it to JPEG with");
    jpeg[frame + 1] = (byte) 0xc3;
    assertRefused(jpeg, "lossless JPEG (SOF3) is not supported");
    jpeg[frame + 1] = (byte) 0xf7;
    assertRefused(jpeg, "JPEG-LS (SOF55) is not supported");
    jpeg[frame + 1] = (byte) 0xc5;
    assertRefused(jpeg, "hierarchical JPEG (SOF5) is not supported");
  }

  @Test
  void runLengthsInBmp() {
    byte[] bmp = DecoderImages.bytes("grey8.bmp");
    bmp[30] = 1;
    assertRefused(bmp, "BMP with compression 1 (run lengths) is not supported: save it without");
  }

  @Test
  void applesKindOfPng() {
    byte[] png = DecoderImages.bytes("rgb8.png");
    byte[] first = chunk("CgBI", new byte[] {0x50, 0, 0x20, 2});
    ByteBuffer file = ByteBuffer.allocate(png.length + first.length);
    file.put(png, 0, 8).put(first).put(png, 8, png.length - 8);
    assertRefused(file.array(), "PNG with Apple's CgBI is not supported: convert it to standard");
  }

  /** Pillow does so too: what it takes, and what it refuses, was tried with version 13.0. */
  @Test
  void aPngIsWholeWhenItsPixelsAre() throws ImageException {
    byte[] png = DecoderImages.bytes("rgb8.png");
    RgbImage whole = DecoderImages.expected("rgb8.png");
    int end = png.length - 12; // of IDAT with its checksum
    for (int length = png.length - PNG_AFTER_PIXELS; length < png.length; length++) {
      RgbImage decoded = ImageDecoder.decode(Arrays.copyOf(png, length), ImageLimits.DEFAULT);
      assertThat(decoded.pixels()).as("%d bytes", length).isEqualTo(whole.pixels());
    }
    assertRefused(
        Arrays.copyOf(png, png.length - PNG_AFTER_PIXELS - 1), "truncated or damaged PNG");
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(png, end), png.length);
    assertThat(ImageDecoder.decode(zeros, ImageLimits.DEFAULT).pixels()).isEqualTo(whole.pixels());
    byte[] announced = png.clone();
    announced[end + 3] = 100;
    announced[end + 4] = 't';
    assertRefused(announced, "truncated image: expected 100 bytes");
  }

  private static int indexOf(byte[] bytes, int first, int second) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == first && (bytes[i + 1] & 0xff) == second) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private static byte[] png(int width, int height, byte[] rows) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    Deflater deflater = new Deflater(9);
    deflater.setInput(rows);
    deflater.finish();
    byte[] data = new byte[rows.length / 500 + 100];
    data = Arrays.copyOf(data, deflater.deflate(data));
    deflater.end();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    file.writeBytes(chunk("IHDR", header.array()));
    file.writeBytes(chunk("IDAT", data));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }
}
