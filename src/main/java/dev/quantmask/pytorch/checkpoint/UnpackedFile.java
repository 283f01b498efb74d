package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.io.TemporaryFile;
import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MappedFile;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A mapped file; one that is packed as gzip is unpacked into a temporary one first. */
record UnpackedFile(ByteSource bytes, MappedFile file, TemporaryFile unpacked)
    implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What a packed file may become: weights hardly shrink. */
  private static final long BASE_BYTES = 64 << 20;

  private static final long RATIO = 20;

  static UnpackedFile open(Path path) throws IOException {
    MappedFile file = MappedFile.open(path);
    try {
      return isPacked(file) ? unpack(path, file) : new UnpackedFile(file, file, null);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static boolean isPacked(ByteSource file) throws IOException {
    ByteBuffer head = file.slice(0, Math.min(file.size(), 2));
    return head.remaining() == 2
        && Short.toUnsignedInt(head.getShort(0)) == GZIPInputStream.GZIP_MAGIC;
  }

  private static UnpackedFile unpack(Path path, MappedFile packed) throws IOException {
    TemporaryFile unpacked = TemporaryFile.create(".checkpoint");
    try {
      copy(path, packed, unpacked);
      packed.close();
      MappedFile file = MappedFile.open(unpacked.path());
      return new UnpackedFile(file.part(packed.name(), 0, file.size()), file, unpacked);
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private static void copy(Path path, ByteSource packed, TemporaryFile unpacked)
      throws IOException {
    FilePosition start = new FilePosition(packed.name(), 0);
    long limit = BASE_BYTES + RATIO * packed.size();
    long size = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path), BUFFER_BYTES);
        OutputStream out = unpacked.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        if (size > limit) {
          throw start.expected(Text.format("at most %d bytes after unpacking", limit), "more");
        }
        out.write(buffer, 0, count);
      }
    } catch (ZipException | EOFException e) {
      throw start.problem("it is packed as gzip, and damaged: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (unpacked != null) {
      unpacked.close();
    }
  }
}
