package dev.quantmask.pytorch.io;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that may be more than a buffer can hold: a file, or a part of one. */
public interface ByteSource {
  /** Returns the name for messages: the file, or {@code file!entry}. */
  String name();

  /** Returns the size in bytes. */
  long size();

  /**
   * A little-endian, read-only view; nothing is copied.
   *
   * @param length in bytes, less than 2 GB
   * @throws MalformedCheckpointException when the range does not lie inside
   */
  ByteBuffer slice(long offset, long length) throws IOException;

  /** Everything; less than 2 GB. */
  default ByteBuffer all() throws IOException {
    return slice(0, size());
  }

  /** The part that starts at the offset, with positions counted from there. */
  default Part part(String partName, long offset, long length) throws IOException {
    checkRange(this, offset, length);
    return new Part(this, partName, offset, length);
  }

  static ByteSource of(String name, ByteBuffer bytes) {
    return new Buffer(name, bytes.slice().asReadOnlyBuffer());
  }

  /** Fails unless the source holds the range. */
  static void checkRange(ByteSource source, long offset, long length)
      throws MalformedCheckpointException {
    if (offset < 0 || length < 0 || offset > source.size() || length > source.size() - offset) {
      throw new FilePosition(source.name(), offset)
          .expected(
              Text.format("%d bytes", length),
              Text.format("the end at byte %d (truncated?)", source.size()));
    }
  }

  /** Fails unless the source holds the range and one buffer can. */
  static void checkSlice(ByteSource source, long offset, long length)
      throws MalformedCheckpointException {
    checkRange(source, offset, length);
    if (length > Integer.MAX_VALUE) {
      throw new FilePosition(source.name(), offset)
          .expected("less than 2 GB in one piece", Text.format("%d bytes", length));
    }
  }

  /** A range of another source. */
  record Part(ByteSource whole, String name, long start, long size) implements ByteSource {
    @Override
    public ByteBuffer slice(long offset, long length) throws IOException {
      checkSlice(this, offset, length);
      return whole.slice(start + offset, length);
    }
  }

  /** Bytes in memory. */
  record Buffer(String name, ByteBuffer bytes) implements ByteSource {
    @Override
    public long size() {
      return bytes.capacity();
    }

    @Override
    public ByteBuffer slice(long offset, long length) throws IOException {
      checkSlice(this, offset, length);
      return bytes.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
