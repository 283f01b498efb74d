package dev.quantmask.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Text in Unicode that may be packed with gzip; the first bytes tell, whatever the file is called.
 */
public final class MaybeGzipInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private MaybeGzipInput() {}

  /**
   * Opens a file; what is read is its contents, unpacked and in UTF-8, see {@link UnicodeInput}.
   */
  public static InputStream open(Path file) throws IOException {
    InputStream stream = ExistingFile.open(file);
    try {
      return UnicodeInput.utf8(of(stream));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  private static InputStream of(InputStream stream) throws IOException {
    PushbackInputStream ahead = new PushbackInputStream(stream, 2);
    byte[] magic = ahead.readNBytes(2);
    ahead.unread(magic);
    boolean packed =
        magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
    return packed ? new GZIPInputStream(ahead, BUFFER_BYTES) : ahead;
  }
}
