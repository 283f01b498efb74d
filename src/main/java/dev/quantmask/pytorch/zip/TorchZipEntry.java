package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One entry of a zip that torch wrote. */
public final class TorchZipEntry {
  /** Deflate cannot do more: 258 bytes in two bits. */
  private static final long MAX_RATIO = 1032;

  private final ZipRecord record;
  private final ByteSource.Part compressed;
  private final InflationBudget budget;

  TorchZipEntry(ZipRecord record, ByteSource.Part compressed, InflationBudget budget) {
    this.record = record;
    this.compressed = compressed;
    this.budget = budget;
  }

  /** Returns the name for messages: {@code file!entry}. */
  public String part() {
    return compressed.name();
  }

  /** The size of the contents in bytes, as the directory has it. */
  long size() {
    return record.size();
  }

  /** The contents as a new array. */
  public byte[] readBytes(int limit) throws IOException {
    ByteBuffer contents = map(limit);
    byte[] bytes = new byte[contents.remaining()];
    contents.get(bytes);
    return bytes;
  }

  /**
   * The contents, little-endian and read-only: a range of the mapped file when the entry is stored,
   * as torch does it, else inflated.
   *
   * @param limit what the contents may have in bytes at most
   */
  public ByteBuffer map(int limit) throws IOException {
    if (size() > limit) {
      throw start().expected(Text.format("at most %d bytes", limit), Long.toString(size()));
    }
    return source().all();
  }

  /** The contents; stored ones may be more than one buffer holds. */
  ByteSource source() throws IOException {
    if ((record.flags() & ZipFormat.ENCRYPTED_FLAG) != 0) {
      throw start().expected("an entry that is not encrypted", "an encrypted one");
    }
    return switch (record.method()) {
      // Torch can write files without their check sums, so those of stored entries say nothing.
      case ZipFormat.STORED -> compressed;
      case ZipFormat.DEFLATED -> inflate();
      default ->
          throw start()
              .expected("a stored or deflated entry", "compression method " + record.method());
    };
  }

  /** Returns where the data ends in the file. */
  long dataEnd() {
    return compressed.start() + compressed.size();
  }

  private ByteSource inflate() throws IOException {
    if (size() > Integer.MAX_VALUE - 8) {
      throw start().expected("a deflated entry of less than 2 GB", Long.toString(size()));
    }
    if (size() > MAX_RATIO * (compressed.size() + 1)) {
      throw start()
          .expected(
              Text.format("at most %d times the %d deflated bytes", MAX_RATIO, compressed.size()),
              Text.format("%d", size()));
    }
    budget.spend(size(), start());
    byte[] contents = new byte[(int) size()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(compressed.all());
      int length = inflateAll(inflater, contents);
      // One byte more would not fit, so only the end of the data may be left.
      boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (length != contents.length || !ended || !inflater.finished()) {
        throw start()
            .expected(
                Text.format("deflated data of %d bytes", size()),
                ended ? Text.format("%d bytes (truncated?)", length) : "more");
      }
    } catch (DataFormatException e) {
      throw start().expected("deflated data", String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
    checkSum(contents);
    return ByteSource.of(compressed.name(), ByteBuffer.wrap(contents));
  }

  private static int inflateAll(Inflater inflater, byte[] contents) throws DataFormatException {
    int length = 0;
    while (length < contents.length) {
      int inflated = inflater.inflate(contents, length, contents.length - length);
      if (inflated == 0) {
        break; // finished, truncated, or in need of a dictionary
      }
      length += inflated;
    }
    return length;
  }

  private void checkSum(byte[] contents) throws MalformedCheckpointException {
    CRC32 crc = new CRC32();
    crc.update(contents);
    if (crc.getValue() != record.crc()) {
      throw start()
          .expected(
              Text.format("check sum %08x", record.crc()), Text.format("%08x", crc.getValue()));
    }
  }

  private FilePosition start() {
    return new FilePosition(part(), 0);
  }
}
