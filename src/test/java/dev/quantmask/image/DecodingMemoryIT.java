package dev.quantmask.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decoding takes of the heap, told by a JVM that has no more. */
class DecodingMemoryIT {
  private static final int SIDE = 4000;
  private static final long PIXELS = (long) SIDE * SIDE;
  private static final Path LARGE = Path.of("test-data/decoder/large");
  private static final int MEGABYTE = 1 << 20;
  private static final int PROGRAM = 16; // megabytes: classes, the file twice, rows of pixels

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "0, 8, 4",
    "0, 16, 5",
    "0, 1, 4",
    "2, 8, 3",
    "2, 16, 9",
    "3, 8, 4",
    "4, 8, 5",
    "4, 16, 7",
    "6, 8, 7",
    "6, 16, 11",
  })
  void ofPngIsNoMoreThanItSays(int colour, int depth, int bytesPerPixel) throws Exception {
    assertDecodesIn(Files.write(directory.resolve("image"), png(colour, depth)), bytesPerPixel);
  }

  @ParameterizedTest
  @CsvSource({
    "progressive.jpg, 3",
    "grey.jpg, 4",
    "cmyk.jpg, 7",
    "lossy.webp, 5",
    "lossless.webp, 10",
    "alpha.webp, 10",
  })
  void ofAFileIsNoMoreThanItSays(String name, int bytesPerPixel) throws Exception {
    assertDecodesIn(LARGE.resolve(name), bytesPerPixel);
  }

  @ParameterizedTest
  @CsvSource({
    BufferedImage.TYPE_3BYTE_BGR + ", 3",
    BufferedImage.TYPE_BYTE_GRAY + ", 4",
    BufferedImage.TYPE_USHORT_555_RGB + ", 5",
  })
  void ofBmpIsNoMoreThanItSays(int type, int bytesPerPixel) throws Exception {
    Path file = directory.resolve("image");
    assertThat(ImageIO.write(new BufferedImage(SIDE, SIDE, type), "bmp", file.toFile())).isTrue();
    assertDecodesIn(file, bytesPerPixel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive.jpg", "lossy.webp", "lossless.webp"})
  void thatIsShortIsNoDamageOfTheImage(String name) throws Exception {
    assertThat(decode(LARGE.resolve(name), 24)).isEqualTo(DecodeOnce.OUT_OF_MEMORY);
  }

  @ParameterizedTest
  @CsvSource({"2, 8", "6, 16", "0, 1"})
  void thatIsShortIsNoDamageOfAPng(int colour, int depth) throws Exception {
    Path file = Files.write(directory.resolve("image"), png(colour, depth));
    assertThat(decode(file, 24)).isEqualTo(DecodeOnce.OUT_OF_MEMORY);
  }

  private static void assertDecodesIn(Path file, int bytesPerPixel) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    OpenedImage opened = ImageDecoder.open(bytes, ImageLimits.DEFAULT);
    assertThat(opened.pixels()).isEqualTo(PIXELS);
    assertThat(opened.bytesPerPixel()).isEqualTo(bytesPerPixel);
    long needed = PIXELS * bytesPerPixel + 2L * bytes.length;
    assertThat(decode(file, needed / MEGABYTE + PROGRAM)).isEqualTo(DecodeOnce.DECODED);
  }

  /**
   * @param heap in megabytes
   * @return how the process ended
   */
  private static int decode(Path file, long heap) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmn4m",
            "-Xmx" + heap + "m",
            "-cp",
            classPath(),
            DecodeOnce.class.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** What decoding needs: ImageIO looks into every jar, and that takes memory too. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("target"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A PNG of zeros. */
  private static byte[] png(int colour, int depth) throws IOException {
    int samples = colour == 2 ? 3 : colour == 6 ? 4 : colour == 4 ? 2 : 1;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(SIDE);
    fields.writeInt(SIDE);
    fields.write(new byte[] {(byte) depth, (byte) colour, 0, 0, 0});
    writeChunk(file, "IHDR", header.toByteArray());
    if (colour == 3) {
      writeChunk(file, "PLTE", new byte[] {10, 20, 30});
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream rows = new DeflaterOutputStream(data)) {
      for (int y = 0; y < SIDE; y++) {
        rows.write(new byte[1 + (SIDE * samples * depth + 7) / 8]);
      }
    }
    writeChunk(file, "IDAT", data.toByteArray());
    writeChunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void writeChunk(ByteArrayOutputStream file, String type, byte[] contents)
      throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(contents);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.toByteArray());
    DataOutputStream fields = new DataOutputStream(file);
    fields.writeInt(contents.length);
    fields.write(chunk.toByteArray());
    fields.writeInt((int) checksum.getValue());
  }
}
