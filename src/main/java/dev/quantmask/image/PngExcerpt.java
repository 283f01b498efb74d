package dev.quantmask.image;

import dev.quantmask.image.PngChunks.Chunk;
import java.io.InputStream;

/**
 * A PNG file of the chunks that pixels need. All IDAT become one: a file may have millions of them,
 * for each of which the JDK's reader takes as long as for thousands of pixels.
 */
final class PngExcerpt {
  private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D'};

  private final byte[] file;
  private final Excerpt kept;
  private int idat; // where it begins in what is kept
  private int dataBytes;

  PngExcerpt(byte[] file) {
    this.file = file;
    this.kept = new Excerpt(file.length + PngChunks.HEADER + 2 * PngChunks.CHECKSUM);
    kept.write(file, 0, PngChunks.SIGNATURE.length());
  }

  /** Keeps a chunk that stands before the pixels. */
  void add(Chunk chunk) {
    if (dataBytes == 0) {
      write(file, chunk.position(), chunk.size());
    }
  }

  /** Writes a chunk of some size, without a checksum: the reader looks at none. */
  private void write(byte[] bytes, int position, int size) {
    kept.write(size >> 24);
    kept.write(size >> 16);
    kept.write(size >> 8);
    kept.write(size);
    kept.write(bytes, position + 4, 4 + size);
    kept.write(new byte[PngChunks.CHECKSUM], 0, PngChunks.CHECKSUM);
  }

  void addData(Chunk chunk) {
    if (chunk.size() == 0) {
      return;
    }
    if (dataBytes == 0) {
      idat = kept.size();
      kept.write(file, chunk.position(), PngChunks.HEADER);
    }
    kept.write(file, chunk.contents(), chunk.size());
    dataBytes += chunk.size();
  }

  /** Returns the file, which is complete. */
  Excerpt complete() throws ImageException {
    if (dataBytes == 0) {
      throw new ImageException("truncated PNG: expected a chunk IDAT, found none");
    }
    kept.setInt(idat, dataBytes);
    kept.write(new byte[PngChunks.CHECKSUM], 0, PngChunks.CHECKSUM);
    write(END, 0, 0);
    return kept;
  }

  int dataBytes() {
    return dataBytes;
  }

  InputStream data() {
    return kept.part(idat + PngChunks.HEADER, dataBytes);
  }
}
