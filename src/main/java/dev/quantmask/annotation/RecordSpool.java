package dev.quantmask.annotation;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records on disk: first all are added, then any is read. The file is gone when it is closed. */
final class RecordSpool implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final OutputStream output;
  private long written;
  private RandomAccessFile input; // null while records are added

  /** Where a record lies. */
  record Place(long position, int length) {}

  RecordSpool(Path path) throws IOException {
    this.path = path;
    this.output = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
  }

  Place add(byte[] record) throws IOException {
    Place place = new Place(written, record.length);
    output.write(record);
    written += record.length;
    return place;
  }

  byte[] read(Place place) throws IOException {
    if (input == null) {
      output.close();
      input = new RandomAccessFile(path.toFile(), "r");
    }
    byte[] record = new byte[place.length()];
    input.seek(place.position());
    input.readFully(record);
    return record;
  }

  @Override
  public void close() throws IOException {
    output.close();
    if (input != null) {
      input.close();
    }
    Files.deleteIfExists(path);
  }
}
