package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the directory at the end of a zip file. */
final class ZipDirectory {
  private final ByteSource file;
  private final ZipEnd end;
  private final ByteBuffer bytes;

  private ZipDirectory(ByteSource file, ZipEnd end) throws IOException {
    this.file = file;
    this.end = end;
    this.bytes = file.slice(end.directoryOffset(), end.directorySize());
  }

  /** Reads the records in the order of the directory. */
  static List<ZipRecord> read(ByteSource file, ZipEnd end) throws IOException {
    ZipDirectory directory = new ZipDirectory(file, end);
    List<ZipRecord> records = new ArrayList<>();
    for (long i = 0; i < end.entries(); i++) {
      records.add(directory.next());
    }
    if (directory.bytes.hasRemaining()) {
      throw directory
          .position()
          .expected(
              Text.format("the end of the directory after %d entries", end.entries()),
              Text.format("%d bytes", directory.bytes.remaining()));
    }
    return records;
  }

  private ZipRecord next() throws MalformedCheckpointException {
    FilePosition position = position();
    need(ZipFormat.DIRECTORY_ENTRY_BYTES, position);
    ByteBuffer entry = take(ZipFormat.DIRECTORY_ENTRY_BYTES);
    if (entry.getInt(0) != ZipFormat.DIRECTORY_ENTRY) {
      throw position.expected(
          "an entry of the directory", Text.format("signature 0x%08x", entry.getInt(0)));
    }
    int nameBytes = Short.toUnsignedInt(entry.getShort(28));
    int extraBytes = Short.toUnsignedInt(entry.getShort(30));
    int commentBytes = Short.toUnsignedInt(entry.getShort(32));
    need(nameBytes + extraBytes + commentBytes, position);
    String name = StandardCharsets.UTF_8.decode(take(nameBytes)).toString();
    ByteBuffer extra = take(extraBytes);
    take(commentBytes);
    Zip64Extra zip64 = new Zip64Extra(extra, name, position);
    // Their order in the extra field: it only holds those that do not fit here.
    long size = zip64.value(Integer.toUnsignedLong(entry.getInt(24)), "size");
    long compressed = zip64.value(Integer.toUnsignedLong(entry.getInt(20)), "compressed size");
    long header = zip64.value(Integer.toUnsignedLong(entry.getInt(42)), "header offset");
    return new ZipRecord(
        name,
        Short.toUnsignedInt(entry.getShort(8)),
        Short.toUnsignedInt(entry.getShort(10)),
        Integer.toUnsignedLong(entry.getInt(16)),
        compressed,
        size,
        header);
  }

  private FilePosition position() {
    return new FilePosition(file.name(), end.directoryOffset() + bytes.position());
  }

  private void need(int length, FilePosition position) throws MalformedCheckpointException {
    if (length > bytes.remaining()) {
      throw position.expected(
          Text.format("%d bytes of a directory entry", length),
          Text.format("%d", bytes.remaining()));
    }
  }

  private ByteBuffer take(int length) {
    ByteBuffer taken = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return taken;
  }

  /** The values that do not fit in four bytes, in their order. */
  private static final class Zip64Extra {
    private final ByteBuffer values;
    private final String name;
    private final FilePosition position;

    Zip64Extra(ByteBuffer extra, String name, FilePosition position) {
      this.values = find(extra);
      this.name = name;
      this.position = position;
    }

    long value(long inEntry, String field) throws MalformedCheckpointException {
      if (inEntry != ZipFormat.IN_ZIP64_INT) {
        return inEntry;
      }
      if (values.remaining() < Long.BYTES) {
        throw position.expected(
            Text.format("the %s of %s in a zip64 field", field, ValueDescriber.shorten(name)),
            "none");
      }
      long value = values.getLong();
      if (value < 0) {
        throw position.expected(
            Text.format("%s of %s: less than 2^63", field, ValueDescriber.shorten(name)), "more");
      }
      return value;
    }

    /**
     * Fields are a tag, a length, and as many bytes; what is no such sequence is someone else's.
     */
    private static ByteBuffer find(ByteBuffer extra) {
      while (extra.remaining() >= 4) {
        int tag = Short.toUnsignedInt(extra.getShort());
        int length = Short.toUnsignedInt(extra.getShort());
        if (length > extra.remaining()) {
          break;
        }
        if (tag == ZipFormat.ZIP64_EXTRA) {
          return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        }
        extra.position(extra.position() + length);
      }
      return ByteBuffer.allocate(0);
    }
  }
}
