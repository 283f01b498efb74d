package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end of a zip file, which says where its directory lies.
 *
 * @param entries how many the directory has
 * @param directoryOffset in bytes from the start of the file
 * @param directorySize in bytes
 */
record ZipEnd(long entries, long directoryOffset, long directorySize) {
  static ZipEnd read(ByteSource file) throws IOException {
    long offset = find(file);
    ByteBuffer end = file.slice(offset, ZipFormat.END_BYTES);
    int entries = Short.toUnsignedInt(end.getShort(10));
    long size = Integer.toUnsignedLong(end.getInt(12));
    long directory = Integer.toUnsignedLong(end.getInt(16));
    FilePosition position = new FilePosition(file.name(), offset);
    if (end.getShort(4) != 0 && end.getShort(4) != -1) {
      throw position.expected("a zip on one disk", "disk " + end.getShort(4));
    }
    boolean zip64 =
        entries == ZipFormat.IN_ZIP64_SHORT
            || size == ZipFormat.IN_ZIP64_INT
            || directory == ZipFormat.IN_ZIP64_INT;
    ZipEnd found = zip64 ? readZip64(file, offset) : new ZipEnd(entries, directory, size);
    found.check(offset, position);
    return found;
  }

  /** Backwards: the last record whose comment reaches exactly to the end of the file. */
  private static long find(ByteSource file) throws IOException {
    long last = file.size() - ZipFormat.END_BYTES;
    long first = Math.max(0, last - ZipFormat.MAX_COMMENT_BYTES);
    if (last >= 0) {
      ByteBuffer tail = file.slice(first, file.size() - first);
      for (int i = (int) (last - first); i >= 0; i--) {
        if (tail.getInt(i) == ZipFormat.END
            && Short.toUnsignedInt(tail.getShort(i + 20))
                == tail.limit() - i - ZipFormat.END_BYTES) {
          return first + i;
        }
      }
    }
    throw new FilePosition(file.name(), file.size())
        .expected("the end record of a zip", "none (truncated, or more bytes after it?)");
  }

  private static ZipEnd readZip64(ByteSource file, long end) throws IOException {
    long locatorOffset = end - ZipFormat.ZIP64_LOCATOR_BYTES;
    FilePosition locatorPosition = new FilePosition(file.name(), locatorOffset);
    if (locatorOffset < 0) {
      throw locatorPosition.expected("a zip64 locator before the end record", "no room for it");
    }
    ByteBuffer locator = file.slice(locatorOffset, ZipFormat.ZIP64_LOCATOR_BYTES);
    if (locator.getInt(0) != ZipFormat.ZIP64_LOCATOR) {
      throw locatorPosition.expected(
          "a zip64 locator", Text.format("signature 0x%08x", locator.getInt(0)));
    }
    long offset = locator.getLong(8);
    ByteBuffer record = file.slice(offset, ZipFormat.ZIP64_END_BYTES);
    if (record.getInt(0) != ZipFormat.ZIP64_END) {
      throw new FilePosition(file.name(), offset)
          .expected("a zip64 end record", Text.format("signature 0x%08x", record.getInt(0)));
    }
    return new ZipEnd(record.getLong(32), record.getLong(48), record.getLong(40));
  }

  private void check(long end, FilePosition position) throws MalformedCheckpointException {
    if (directoryOffset < 0
        || directorySize < 0
        || directoryOffset > end
        || directorySize > end - directoryOffset
        || directorySize > Integer.MAX_VALUE) {
      throw position.expected(
          Text.format("a directory between bytes 0 and %d", end),
          Text.format("%d bytes at %d", directorySize, directoryOffset));
    }
    if (entries < 0 || entries > directorySize / ZipFormat.DIRECTORY_ENTRY_BYTES) {
      throw position.expected(
          Text.format(
              "at most %d entries in a directory of %d bytes",
              directorySize / ZipFormat.DIRECTORY_ENTRY_BYTES, directorySize),
          Long.toString(entries));
    }
  }
}
