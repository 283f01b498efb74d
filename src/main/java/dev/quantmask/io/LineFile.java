package dev.quantmask.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows by whole lines. When the disk is full the part of a line that was written is
 * taken back; only a process that is killed may leave a torn line, at the end.
 */
public final class LineFile implements Closeable {
  private final Path file;
  private final FileChannel channel;

  private LineFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file, or makes it.
   *
   * @param kept bytes of whole lines at its beginning; what follows is dropped
   */
  public static LineFile open(Path file, long kept) throws IOException {
    FileInWork.is(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    LineFile lines = new LineFile(file, channel);
    try {
      lines.cut(kept);
      return lines;
    } catch (IOException e) {
      channel.close();
      throw FileErrors.writing(file, e);
    }
  }

  /**
   * Adds a line.
   *
   * @param line with its end
   */
  public void add(byte[] line) throws IOException {
    long before = channel.position();
    ByteBuffer rest = ByteBuffer.wrap(line);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      cut(before);
      throw FileErrors.writing(file, e);
    }
  }

  private void cut(long bytes) throws IOException {
    channel.truncate(bytes);
    channel.position(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
