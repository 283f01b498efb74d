package dev.quantmask.dataset.reader;

import dev.quantmask.io.TemporaryFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;

/** Records on disk: first all are added, then any is read. The file is gone when it is closed. */
public final class RecordFile implements Closeable {
  private final TemporaryFile file;
  private final OutputStream output;
  private long written;
  private RandomAccessFile input; // null while records are added

  /** Says where a record lies. */
  public record Place(long position, int length) {}

  public RecordFile(TemporaryFile file) throws IOException {
    this.file = file;
    this.output = file.open();
  }

  public Place add(byte[] record) throws IOException {
    Place place = new Place(written, record.length);
    output.write(record);
    written += record.length;
    return place;
  }

  public byte[] read(Place place) throws IOException {
    if (input == null) {
      output.close();
      input = new RandomAccessFile(file.path().toFile(), "r");
    }
    byte[] record = new byte[place.length()];
    input.seek(place.position());
    input.readFully(record);
    return record;
  }

  @Override
  public void close() throws IOException {
    try (file;
        output) {
      if (input != null) {
        input.close();
      }
    }
  }
}
