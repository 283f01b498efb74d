package dev.quantmask.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A format that is known but not decoded. It is told by its first bytes, so that a refusal says
 * what was found.
 */
final class UnsupportedFormat {
  private static final String IMAGE = " is not supported: convert it to JPEG, PNG, WebP or BMP";
  private static final String VIDEO =
      " is not supported: expected one image of it, as JPEG, PNG, WebP or BMP";
  private static final String BOX_OF_TYPES = "ftyp"; // of the ISO base media file format
  private static final int MAJOR_BRAND = 8;
  private static final int OTHER_BRANDS = 16;
  private static final int MOST_BRANDS = 32;

  private record Signature(int position, String bytes, String name, String advice) {
    static Signature image(String name, String bytes) {
      return new Signature(0, bytes, name, IMAGE);
    }

    static Signature video(String name, String bytes) {
      return new Signature(0, bytes, name, VIDEO);
    }

    String refusal() {
      return name + advice;
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          Signature.image("GIF", "GIF8"),
          Signature.image("TIFF", "II*\0"),
          Signature.image("TIFF", "MM\0*"),
          Signature.image("BigTIFF", "II+\0"),
          Signature.image("BigTIFF", "MM\0+"),
          Signature.image("JPEG XL", "\u00ff\n"),
          Signature.image("JPEG XL", "\0\0\0\fJXL \r\n\u0087\n"),
          Signature.image("JPEG 2000", "\u00ff\u004f\u00ff\u0051"),
          Signature.image("JPEG 2000", "\0\0\0\fjP  \r\n\u0087\n"),
          Signature.image("JPEG XR", "II\u00bc"),
          Signature.image("Photoshop's PSD", "8BPS"),
          Signature.image("OpenEXR", "v/1\u0001"),
          Signature.image("DDS", "DDS "),
          Signature.image("QOI", "qoif"),
          Signature.image("PNM", "P5\n"),
          Signature.image("PNM", "P6\n"),
          Signature.image("ICO", "\0\0\u0001\0"),
          Signature.image("SVG", "<svg"),
          Signature.image("PDF", "%PDF"),
          Signature.video("WebM or Matroska video", "\u001aE\u00df\u00a3"),
          new Signature(8, "AVI ", "AVI video", VIDEO),
          Signature.video("MPEG video", "\0\0\u0001\u00ba"),
          Signature.video("MPEG video", "\0\0\u0001\u00b3"));

  /** By the brands of a file in the ISO base media format; the first that it names counts. */
  private static final List<Signature> BRANDS =
      List.of(
          Signature.image("AVIF", "avif"),
          Signature.image("AVIF", "avis"),
          Signature.image("HEIC", "heic"),
          Signature.image("HEIC", "heix"),
          Signature.image("HEIC", "heim"),
          Signature.image("HEIC", "heis"),
          Signature.image("HEIC", "hevc"),
          Signature.image("HEIC", "hevx"),
          Signature.image("HEIF", "mif1"),
          Signature.image("Canon's CR3", "crx "),
          Signature.video("QuickTime video", "qt  "));

  private UnsupportedFormat() {}

  /** Returns what to say of the bytes, or nothing where they are of no format that is known. */
  static Optional<String> refusal(ByteCursor cursor) {
    if (cursor.startsWith(4, BOX_OF_TYPES)) {
      return Optional.of(ofBrands(cursor));
    }
    Stream<Signature> known =
        SIGNATURES.stream().filter(it -> cursor.startsWith(it.position(), it.bytes()));
    return known.findFirst().or(() -> elementaryStream(cursor)).map(Signature::refusal);
  }

  private static String ofBrands(ByteCursor cursor) {
    long end = ByteBuffer.wrap(cursor.bytes()).getInt() & 0xffff_ffffL;
    int[] positions = positions().filter(it -> it < end).toArray();
    return BRANDS.stream()
        .filter(it -> Arrays.stream(positions).anyMatch(at -> cursor.startsWith(at, it.bytes())))
        .findFirst()
        .orElse(Signature.video("MP4 video", ""))
        .refusal();
  }

  private static IntStream positions() {
    return IntStream.range(0, MOST_BRANDS)
        .map(i -> i == 0 ? MAJOR_BRAND : OTHER_BRANDS + 4 * (i - 1));
  }

  /** H.264 and H.265 in their annex B: a start code, and a unit that a stream can begin with. */
  private static Optional<Signature> elementaryStream(ByteCursor cursor) {
    int start =
        cursor.startsWith(0, "\0\0\0\u0001") ? 4 : cursor.startsWith(0, "\0\0\u0001") ? 3 : 0;
    if (start == 0 || start >= cursor.bytes().length) {
      return Optional.empty();
    }
    int header = cursor.bytes()[start] & 0xff;
    if (header >> 7 != 0) {
      return Optional.empty();
    }
    int unit264 = header & 31;
    int unit265 = header >> 1;
    boolean is265 = (header & 1) == 0 && unit265 >= 32 && unit265 <= 35;
    if (is265) {
      return Optional.of(Signature.video("H.265 video", ""));
    }
    boolean is264 = unit264 == 5 || unit264 == 6 || unit264 == 7 || unit264 == 9;
    return is264 ? Optional.of(Signature.video("H.264 video", "")) : Optional.empty();
  }
}
