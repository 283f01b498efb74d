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

  private JpegMarker() {}
}
