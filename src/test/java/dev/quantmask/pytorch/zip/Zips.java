package dev.quantmask.pytorch.zip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zips built by hand; what is said of an entry can be set apart from what is true. */
public final class Zips {
  /** How an entry is written; sizes and offset go into the directory. */
  public static final class Entry {
    final String name;
    final byte[] data; // as it lies in the file
    String localName;
    int flags;
    int method;
    long crc;
    public long compressedSize;
    public long size;
    Long offset; // null for the true one
    public boolean zip64;
    int padding; // of the local header's extra field, as torch aligns by it

    private Entry(String name, byte[] contents, byte[] data, int method) {
      this.name = name;
      this.localName = name;
      this.data = data;
      this.method = method;
      this.compressedSize = data.length;
      this.size = contents.length;
      CRC32 crc32 = new CRC32();
      crc32.update(contents);
      this.crc = crc32.getValue();
    }
  }

  private Zips() {}

  public static Entry stored(String name, byte[] contents) {
    return new Entry(name, contents, contents, ZipFormat.STORED);
  }

  static Entry deflated(String name, byte[] contents) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(contents);
    deflater.finish();
    byte[] data = new byte[contents.length + 64];
    int length = deflater.deflate(data);
    deflater.end();
    return new Entry(name, contents, Arrays.copyOf(data, length), ZipFormat.DEFLATED);
  }

  public static byte[] zip(Entry... entries) {
    return zip(false, entries);
  }

  /**
   * @param zip64 whether the end record leaves its values to the zip64 record
   */
  public static byte[] zip(boolean zip64, Entry... entries) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<byte[]> directory = new ArrayList<>();
    for (Entry entry : entries) {
      directory.add(directoryEntry(entry, file.size()));
      file.writeBytes(localHeader(entry));
      file.writeBytes(entry.data);
    }
    long start = file.size();
    directory.forEach(file::writeBytes);
    long size = file.size() - start;
    if (zip64) {
      file.writeBytes(zip64End(entries.length, size, start));
    }
    file.writeBytes(end(zip64 ? 0xffff : entries.length, zip64 ? -1 : size, zip64 ? -1 : start));
    return file.toByteArray();
  }

  public static byte[] localHeader(Entry entry) {
    byte[] name = entry.localName.getBytes(StandardCharsets.UTF_8);
    return buffer(ZipFormat.LOCAL_HEADER_BYTES + name.length + entry.padding)
        .putInt(0, ZipFormat.LOCAL_HEADER)
        .putShort(26, (short) name.length)
        .putShort(28, (short) entry.padding)
        .put(30, name)
        .array();
  }

  public static byte[] directoryEntry(Entry entry, long trueOffset) {
    byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
    long offset = entry.offset == null ? trueOffset : entry.offset;
    int extra = entry.zip64 ? 28 : 0;
    byte[] array = new byte[ZipFormat.DIRECTORY_ENTRY_BYTES + name.length + extra];
    ByteBuffer bytes =
        ByteBuffer.wrap(array)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0, ZipFormat.DIRECTORY_ENTRY)
            .putShort(8, (short) entry.flags)
            .putShort(10, (short) entry.method)
            .putInt(16, (int) entry.crc)
            .putInt(20, entry.zip64 ? -1 : (int) entry.compressedSize)
            .putInt(24, entry.zip64 ? -1 : (int) entry.size)
            .putShort(28, (short) name.length)
            .putShort(30, (short) extra)
            .putInt(42, entry.zip64 ? -1 : (int) offset)
            .put(46, name);
    if (entry.zip64) {
      bytes
          .position(46 + name.length)
          .putShort((short) ZipFormat.ZIP64_EXTRA)
          .putShort((short) 24)
          .putLong(entry.size)
          .putLong(entry.compressedSize)
          .putLong(offset);
    }
    return array;
  }

  public static byte[] zip64End(long entries, long size, long start) {
    return buffer(ZipFormat.ZIP64_END_BYTES + ZipFormat.ZIP64_LOCATOR_BYTES)
        .putInt(0, ZipFormat.ZIP64_END)
        .putLong(4, 44)
        .putLong(24, entries)
        .putLong(32, entries)
        .putLong(40, size)
        .putLong(48, start)
        .putInt(56, ZipFormat.ZIP64_LOCATOR)
        .putLong(64, start + size)
        .putInt(72, 1)
        .array();
  }

  public static byte[] end(int entries, long size, long start) {
    return buffer(ZipFormat.END_BYTES)
        .putInt(0, ZipFormat.END)
        .putShort(8, (short) entries)
        .putShort(10, (short) entries)
        .putInt(12, (int) size)
        .putInt(16, (int) start)
        .array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
