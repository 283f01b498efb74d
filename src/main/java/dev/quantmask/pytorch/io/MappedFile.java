package dev.quantmask.pytorch.io;

import dev.quantmask.io.FileInWork;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A file mapped into memory a window at a time, because one mapping holds less than 2 GB. Slices
 * stay valid after the file is closed: the JDK unmaps a window when nothing refers to it any more.
 * Windows does not let a file be deleted or replaced until then, so that slices are read there.
 */
public final class MappedFile implements ByteSource, Closeable {
  private static final int WINDOW_BYTES = 1 << 30;
  private static final boolean MAPPED = !System.getProperty("os.name").startsWith("Windows");

  private final String name;
  private final FileChannel channel;
  private final long size;
  private final int windowBytes;
  private final boolean mapped;
  private final Map<Long, MappedByteBuffer> windows = new HashMap<>();

  private MappedFile(String name, FileChannel channel, int windowBytes, boolean mapped)
      throws IOException {
    this.name = name;
    this.channel = channel;
    this.size = channel.size();
    this.windowBytes = windowBytes;
    this.mapped = mapped;
  }

  public static MappedFile open(Path file) throws IOException {
    return open(file, WINDOW_BYTES, MAPPED);
  }

  public static MappedFile open(Path file, int windowBytes, boolean mapped) throws IOException {
    FileInWork.is(file);
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": expected a file, found a directory");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new MappedFile(String.valueOf(file.getFileName()), channel, windowBytes, mapped);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ByteBuffer slice(long offset, long length) throws IOException {
    ByteSource.checkSlice(this, offset, length);
    if (length == 0) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    if (!mapped) {
      return read(offset, length);
    }
    long window = offset / windowBytes;
    if ((offset + length - 1) / windowBytes != window) {
      return map(offset, length); // it reaches over the edge of a window
    }
    int start = (int) (offset - window * windowBytes);
    return window(window).slice(start, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    windows.clear();
    channel.close();
  }

  private MappedByteBuffer window(long number) throws IOException {
    MappedByteBuffer known = windows.get(number);
    if (known != null) {
      return known;
    }
    long start = number * windowBytes;
    MappedByteBuffer mapped = map(start, Math.min(windowBytes, size - start));
    windows.put(number, mapped);
    return mapped;
  }

  private ByteBuffer read(long offset, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException(name + ": it became shorter while it was read");
      }
    }
    return bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private MappedByteBuffer map(long offset, long length) throws IOException {
    MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, offset, length);
    mapped.order(ByteOrder.LITTLE_ENDIAN);
    return mapped;
  }
}
