package dev.quantmask.image;

/**
 * The second bytes of markers, <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T
 * T.81</a>, table B.1.
 */
final class JpegMarker {
  static final int SOF_BASELINE = 0xc0;
  static final int SOF_PROGRESSIVE = 0xc2;
  static final int SOF_LAST = 0xcf;
  static final int DHT = 0xc4;
  static final int JPG = 0xc8;
  static final int DAC = 0xcc;
  static final int RST_FIRST = 0xd0;
  static final int RST_LAST = 0xd7;
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP14 = 0xee;
  static final int APP15 = 0xef;
  static final int COM = 0xfe;
  static final int TEM = 0x01;

  static final int SOF_JPEG_LS = 0xf7; // of ITU-T T.87

  private JpegMarker() {}

  /** Returns whether a frame begins. */
  static boolean startsFrame(int marker) {
    boolean isFrame = marker >= SOF_BASELINE && marker <= SOF_LAST || marker == SOF_JPEG_LS;
    return isFrame && marker != DHT && marker != JPG && marker != DAC;
  }

  /** Returns what a frame is called that is neither baseline, extended nor progressive. */
  static String process(int startOfFrame) {
    return switch (startOfFrame) {
      case 0xc3, 0xcb -> "lossless JPEG";
      case 0xc9, 0xca -> "arithmetic-coded JPEG";
      case SOF_JPEG_LS -> "JPEG-LS";
      default -> "hierarchical JPEG";
    };
  }
}
