package dev.quantmask.pytorch.zip;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip of stored entries whose data start at multiples of 64 bytes, as PyTorch's own writer
 * arranges it, so that storages can be mapped. Time stamps are fixed.
 */
public final class AlignedZip implements Closeable {
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 16;
  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;
  private static final short PADDING = 0x4246; // "FB", PyTorch's id for this extra field

  /** Not 1980-01-01: for that one, java.util.zip adds a field that depends on the time zone. */
  private static final LocalDateTime TIME_STAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Counting counting;
  private final ZipOutputStream zip;
  private final String prefix;

  public AlignedZip(OutputStream out, String prefix) {
    this.counting = new Counting(out);
    this.zip = new ZipOutputStream(counting, StandardCharsets.UTF_8);
    this.prefix = prefix;
    zip.setMethod(ZipOutputStream.STORED);
  }

  public void entry(String name, ByteBuffer content) throws IOException {
    ZipEntry entry = new ZipEntry(prefix + name);
    entry.setTimeLocal(TIME_STAMP);
    entry.setSize(content.remaining());
    CRC32 checksum = new CRC32();
    checksum.update(content.duplicate());
    entry.setCrc(checksum.getValue());
    zip.flush();
    long header =
        counting.position
            + LOCAL_HEADER
            + entry.getName().getBytes(StandardCharsets.UTF_8).length
            + EXTRA_HEADER;
    int padding = (int) ((ALIGNMENT - header % ALIGNMENT) % ALIGNMENT);
    entry.setExtra(
        ByteBuffer.allocate(EXTRA_HEADER + padding)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(PADDING)
            .putShort((short) padding)
            .array());
    zip.putNextEntry(entry);
    copy(content.duplicate());
    zip.closeEntry();
  }

  private void copy(ByteBuffer content) throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (content.hasRemaining()) {
      int length = Math.min(chunk.length, content.remaining());
      content.get(chunk, 0, length);
      zip.write(chunk, 0, length);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static final class Counting extends FilterOutputStream {
    private long position;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }
  }
}
