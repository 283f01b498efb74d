package dev.quantmask.image;

import dev.quantmask.image.PngChunks.Chunk;

/**
 * A PNG file reduced to the chunks that its colours need, <a
 * href="https://www.w3.org/TR/png-3/">PNG, third edition</a>.
 *
 * @param stream a complete PNG file
 */
record PngImage(PngHeader header, Orientation orientation, Excerpt stream) implements EncodedImage {
  /**
   * Reads the chunks. Without tRNS there is no alpha; without gAMA, iCCP and sRGB the values stay;
   * without text there are no bombs.
   */
  static PngImage parse(byte[] bytes) throws ImageException {
    ByteCursor cursor = new ByteCursor(bytes);
    PngHeader header = PngHeader.read(cursor);
    Orientation orientation = Orientation.UPRIGHT;
    PngExcerpt excerpt = new PngExcerpt(bytes);
    PngChunks chunks = new PngChunks(cursor);
    for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
      switch (chunk.type()) {
        case "IHDR", "PLTE" -> excerpt.add(chunk);
        case "IDAT" -> excerpt.addData(chunk);
        case "eXIf" -> orientation = ExifOrientation.read(bytes, chunk.contents(), chunk.size());
        default -> {} // colours do not need it
      }
    }
    Excerpt stream = excerpt.complete();
    header.requireEnough(excerpt.dataBytes());
    if (!chunks.isEnded()) {
      new PngPixels(excerpt.data()).require(header);
    }
    return new PngImage(header, orientation, stream);
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public int bytesPerPixel() {
    return Rasters.bytesPerPixel(
        header.bitsPerPixel(), header.depth() == 8 && header.samples() == 3);
  }

  @Override
  public RgbImage pixels() throws ImageException {
    return Rasters.toRgb(Plugins.readPng(stream.open()));
  }
}
