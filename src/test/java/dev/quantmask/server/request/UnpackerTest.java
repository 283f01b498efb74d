package dev.quantmask.server.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK and zlib have packed what is unpacked here. */
class UnpackerTest {
  private static final byte[] TEXT = "quantmask ".repeat(8).getBytes(US_ASCII);

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] content, boolean isRaw) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, isRaw);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(content);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** A member of gzip whose head has all that is optional. */
  private static byte[] withEverything(byte[] content) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new byte[] {31, (byte) 139, 8, 0b11111, 1, 2, 3, 4, 0, 3});
    head.writeBytes(new byte[] {3, 0, 'a', 0, 'b'});
    head.writeBytes("name\0".getBytes(US_ASCII));
    head.writeBytes("comment\0".getBytes(US_ASCII));
    CRC32 sum = new CRC32();
    sum.update(head.toByteArray());
    head.write((int) sum.getValue());
    head.write((int) sum.getValue() >>> 8);
    byte[] plain = gzip(content);
    byte[] member = joined(head.toByteArray(), Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes())
        .isEqualTo(content);
    return member;
  }

  /** Null when it is not whole. */
  private static byte[] unpacked(Unpacker.Format format, byte[] packed, int step)
      throws DataFormatException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (Unpacker unpacker = new Unpacker(format)) {
      for (int from = 0; from < packed.length; from += step) {
        unpacker.unpack(
            Arrays.copyOfRange(packed, from, Math.min(packed.length, from + step)),
            (piece, length) -> content.write(piece, 0, length));
      }
      return unpacker.isComplete() ? content.toByteArray() : null;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1 << 20})
  void membersAreOneContent(int step) throws Exception {
    byte[] large = new byte[100_000];
    byte[] packed =
        joined(gzip(TEXT), gzip(new byte[0]), withEverything(TEXT), gzip(large), gzip(TEXT));
    assertThat(unpacked(Unpacker.Format.GZIP, packed, step))
        .isEqualTo(joined(TEXT, TEXT, large, TEXT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void deflateIsZlibsFormatOrWithoutItsHeader(int step) throws Exception {
    for (boolean isRaw : new boolean[] {false, true}) {
      assertThat(unpacked(Unpacker.Format.DEFLATE, deflate(TEXT, isRaw), step)).isEqualTo(TEXT);
      assertThat(unpacked(Unpacker.Format.DEFLATE, deflate(new byte[0], isRaw), step)).isEmpty();
    }
  }

  /** {@code zlib.compressobj(9, zlib.DEFLATED, 9)} of Python, and with 12. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "18d32b2c4dcc2bc94d2cce5628a40a0b000e7b1fa9",
        "48c72b2c4dcc2bc94d2cce5628a40a0b000e7b1fa9"
      })
  void windowsOfAnySizeAreZlibs(String hex) throws Exception {
    assertThat(unpacked(Unpacker.Format.DEFLATE, HexFormat.of().parseHex(hex), 5)).isEqualTo(TEXT);
  }

  @Test
  void aPartIsNotWhole() throws Exception {
    byte[] first = withEverything(TEXT);
    byte[] packed = joined(first, gzip(TEXT));
    for (int length = 0; length < packed.length; length++) {
      byte[] content = unpacked(Unpacker.Format.GZIP, Arrays.copyOf(packed, length), 64);
      assertThat(content != null).as("%d bytes", length).isEqualTo(length == first.length);
    }
    for (boolean isRaw : new boolean[] {false, true}) {
      byte[] deflated = deflate(TEXT, isRaw);
      for (int length = 0; length < deflated.length; length++) {
        assertThat(unpacked(Unpacker.Format.DEFLATE, Arrays.copyOf(deflated, length), 64)).isNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 00, bytes behind its end",
    "GZIP, 1f8c, bytes behind its end",
    "DEFLATE, 00, bytes behind its end",
    "DEFLATE, 789c030000000001, bytes behind its end"
  })
  void nothingElseComesBehindIt(Unpacker.Format format, String hex, String found) throws Exception {
    byte[] packed = format == Unpacker.Format.GZIP ? gzip(TEXT) : deflate(TEXT, false);
    byte[] all = joined(packed, HexFormat.of().parseHex(hex));
    for (int step : new int[] {1, 1 << 20}) {
      assertThatThrownBy(() -> unpacked(format, all, step))
          .isInstanceOf(DataFormatException.class)
          .hasMessage(found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 89504e47, bytes that are not gzip",
    "GZIP, 1f8b07, bytes that are not gzip",
    "GZIP, 1f8b0820, flags that gzip does not have",
    "GZIP, 1f8b08000000000000ff07, damaged bytes",
    "DEFLATE, 78bb00000000, a dictionary that is not there",
    "DEFLATE, ffff, damaged bytes"
  })
  void whatIsNotPackedSo(Unpacker.Format format, String hex, String found) {
    assertThatThrownBy(() -> unpacked(format, HexFormat.of().parseHex(hex), 1 << 20))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(found);
  }

  @Test
  void checksumsAreCompared() throws Exception {
    byte[] gzip = gzip(TEXT);
    for (int at = gzip.length - 8; at < gzip.length; at++) {
      byte[] wrong = gzip.clone();
      wrong[at] ^= 1;
      assertThatThrownBy(() -> unpacked(Unpacker.Format.GZIP, wrong, 1 << 20))
          .hasMessage("a wrong checksum");
    }
    byte[] head = withEverything(TEXT);
    head[5] ^= 1; // of the time, which the sum of the head has
    assertThatThrownBy(() -> unpacked(Unpacker.Format.GZIP, head, 1 << 20))
        .hasMessage("a wrong checksum");
    byte[] zlib = deflate(TEXT, false);
    zlib[zlib.length - 1] ^= 1;
    assertThatThrownBy(() -> unpacked(Unpacker.Format.DEFLATE, zlib, 1 << 20))
        .hasMessage("damaged bytes");
  }
}
