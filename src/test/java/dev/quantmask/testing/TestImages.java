package dev.quantmask.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Encoded images, good and bad. */
public final class TestImages {
  private TestImages() {}

  /** 8 x 6 pixels. */
  public static byte[] png() {
    return png(8, 6);
  }

  public static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  public static byte[] truncatedJpeg() {
    byte[] whole = encoded("jpg", 64, 64);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  public static byte[] textCalledPng() {
    return "This is a text, whatever its name says.".getBytes(StandardCharsets.UTF_8);
  }

  /** A valid PNG header of 60,000 x 60,000 pixels, with hardly any data. */
  public static byte[] pngBomb() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(0x89504E470D0A1A0AL);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream headerOut = new DataOutputStream(header);
      headerOut.writeInt(60_000);
      headerOut.writeInt(60_000);
      headerOut.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB, no interlacing
      writeChunk(out, "IHDR", header.toByteArray());
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
        deflater.write(new byte[1 << 20]);
      }
      writeChunk(out, "IDAT", data.toByteArray());
      writeChunk(out, "IEND", new byte[0]);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeChunk(DataOutputStream out, String type, byte[] data)
      throws IOException {
    CRC32 checksum = new CRC32();
    byte[] typeBytes = type.getBytes(StandardCharsets.US_ASCII);
    checksum.update(typeBytes);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(typeBytes);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }

  private static byte[] encoded(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 7919);
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
