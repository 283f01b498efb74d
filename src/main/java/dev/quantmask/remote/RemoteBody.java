package dev.quantmask.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A content as it arrives.
 *
 * @param from the position of its first byte
 * @param version of the whole content
 * @param end ends the connection, even if not all has been read
 */
record RemoteBody(InputStream stream, long from, RemoteVersion version, Runnable end)
    implements Closeable {
  @Override
  public void close() throws IOException {
    end.run();
  }
}
