package dev.quantmask.image;

import dev.quantmask.text.Text;

/**
 * Walks the segments of a JPEG file, <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T
 * T.81</a>, annex B.
 */
final class JpegParser {
  // Each scan of a progressive file is a pass over all pixels; encoders make about ten.
  private static final int MOST_SCANS = 100;
  // APP14 of Adobe with transform 0: "do not convert".
  private static final byte[] AS_STORED = {
    (byte) 0xff, (byte) JpegMarker.APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private final byte[] bytes;
  private final ByteCursor cursor;
  private final Excerpt kept;
  private Orientation orientation;
  private boolean jfif;
  private int adobeTransform = -1; // no such segment
  private int frame = -1; // position of the frame header's contents
  private int scans;
  private long data; // bytes of the scans

  JpegParser(byte[] bytes) {
    this.bytes = bytes;
    this.cursor = new ByteCursor(bytes);
    this.kept = new Excerpt(bytes.length + AS_STORED.length);
  }

  JpegImage parse() throws ImageException {
    kept.write(bytes, 0, 2);
    kept.write(AS_STORED, 0, AS_STORED.length);
    int position = 2;
    while (true) {
      int marker = markerAt(position);
      if (marker == 0xff) { // fill byte
        position++;
        continue;
      }
      if (marker == JpegMarker.EOI) {
        kept.write(bytes, position, 2);
        return image();
      }
      position = segment(marker, position);
    }
  }

  private int markerAt(int position) throws ImageException {
    if (cursor.unsignedByte(position) != 0xff) {
      throw new ImageException(
          Text.format(
              "JPEG, byte %d: expected a marker (255), found %d",
              position, cursor.unsignedByte(position)));
    }
    return cursor.unsignedByte(position + 1);
  }

  /** Takes one segment in; returns the position of the next. */
  private int segment(int marker, int start) throws ImageException {
    if (marker == JpegMarker.TEM || (marker >= JpegMarker.RST_FIRST && marker <= JpegMarker.SOI)) {
      return start + 2; // without contents
    }
    int length = cursor.bigShort(start + 2);
    if (length < 2) {
      throw new ImageException(
          Text.format(
              "JPEG, byte %d: expected a segment of at least 2 bytes, found %d",
              start + 2, length));
    }
    cursor.require(start + 2, length);
    int end = start + 2 + length;
    if (marker >= JpegMarker.APP0 && marker <= JpegMarker.APP15) {
      readApplication(marker, start + 4, end);
      return end;
    }
    if (marker == JpegMarker.COM) {
      return end;
    }
    if (JpegMarker.startsFrame(marker)) {
      readFrame(marker, start + 4, end);
    }
    if (marker == JpegMarker.SOS) {
      int endOfHeader = end;
      end = endOfScan(endOfHeader);
      data += end - endOfHeader;
    }
    kept.write(bytes, start, end - start);
    return end;
  }

  private void readApplication(int marker, int start, int end) throws ImageException {
    if (marker == JpegMarker.APP0 && cursor.startsWith(start, "JFIF\0")) {
      jfif = true;
    }
    if (marker == JpegMarker.APP14 && cursor.startsWith(start, "Adobe") && end - start >= 12) {
      adobeTransform = cursor.unsignedByte(start + 11);
    }
    if (marker == JpegMarker.APP1 && orientation == null && cursor.startsWith(start, "Exif\0\0")) {
      orientation = ExifOrientation.read(bytes, start, end - start);
    }
  }

  private void readFrame(int marker, int start, int end) throws ImageException {
    if (marker > JpegMarker.SOF_PROGRESSIVE) {
      throw new ImageException(
          Text.format(
              "%s (SOF%d) is not supported: convert it to JPEG with Huffman coding, or to PNG",
              JpegMarker.process(marker), marker - JpegMarker.SOF_BASELINE));
    }
    if (frame >= 0) {
      throw new ImageException(
          Text.format("JPEG, byte %d: expected one frame, found another", start));
    }
    int precision = cursor.unsignedByte(start);
    if (precision != 8) {
      throw new ImageException("JPEG: expected 8 bits a sample, found " + precision);
    }
    if (end - start < 6 + 3 * cursor.unsignedByte(start + 5)) {
      throw new ImageException(Text.format("JPEG, byte %d: the frame header is too short", start));
    }
    frame = start;
  }

  /** Skips entropy-coded data: up to a marker that is neither a stuffed byte nor a restart. */
  private int endOfScan(int start) throws ImageException {
    if (frame < 0) {
      throw new ImageException(Text.format("JPEG, byte %d: a scan before the frame header", start));
    }
    scans++;
    if (scans > MOST_SCANS) {
      throw new ImageException(Text.format("JPEG: expected at most %d scans", MOST_SCANS));
    }
    for (int position = start; position + 1 < bytes.length; position++) {
      int next = bytes[position + 1] & 0xff;
      boolean isData =
          next == 0
              || next == 0xff
              || (next >= JpegMarker.RST_FIRST && next <= JpegMarker.RST_LAST);
      if (bytes[position] == (byte) 0xff && !isData) {
        return position;
      }
    }
    throw new ImageException("truncated JPEG: no end marker after byte " + start);
  }

  private JpegImage image() throws ImageException {
    if (scans == 0) {
      throw new ImageException("JPEG: no image data");
    }
    int height = cursor.bigShort(frame + 1);
    int width = cursor.bigShort(frame + 3);
    int components = cursor.unsignedByte(frame + 5);
    if (width == 0 || height == 0) {
      throw new ImageException(
          Text.format("JPEG: expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    requireData(width, height, components);
    String ids = "";
    for (int i = 0; i < components; i++) {
      ids += (char) cursor.unsignedByte(frame + 6 + 3L * i);
    }
    return new JpegImage(
        width,
        height,
        orientation == null ? Orientation.UPRIGHT : orientation,
        JpegColours.of(components, jfif, adobeTransform, ids),
        kept);
  }

  /** Each block of 8 x 8 samples takes a bit at least, in its first scan. */
  private void requireData(int width, int height, int components) throws ImageException {
    int mostHorizontal = 1;
    int mostVertical = 1;
    for (int i = 0; i < components; i++) {
      mostHorizontal = Math.max(mostHorizontal, sampling(i) >> 4);
      mostVertical = Math.max(mostVertical, sampling(i) & 15);
    }
    long blocks = 0;
    for (int i = 0; i < components; i++) {
      long columns = (long) width * (sampling(i) >> 4) / mostHorizontal / 8;
      long rows = (long) height * (sampling(i) & 15) / mostVertical / 8;
      blocks = Math.max(blocks, columns * rows);
    }
    if (data * 8 < blocks) {
      throw new ImageException(
          Text.format(
              "truncated JPEG: %d bytes of data cannot hold %d x %d pixels", data, width, height));
    }
  }

  /**
   * Returns the sampling factors of a component: horizontal in the upper four bits, vertical in the
   * lower.
   */
  private int sampling(int component) throws ImageException {
    return cursor.unsignedByte(frame + 7 + 3L * component);
  }
}
