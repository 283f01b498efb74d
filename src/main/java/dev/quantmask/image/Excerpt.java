package dev.quantmask.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/** The parts of a file that its pixels need. They are copied once, and read where they are. */
final class Excerpt extends ByteArrayOutputStream {
  /**
   * @param most bytes that it will have
   */
  Excerpt(int most) {
    super(most);
  }

  /** Changes four bytes that have been written, the highest first. */
  void setInt(int position, int value) {
    ByteBuffer.wrap(buf).putInt(position, value);
  }

  /** A part of what has been written. */
  InputStream part(int from, int size) {
    return new ByteArrayInputStream(buf, from, size);
  }

  ImageInputStream open() {
    return new Stream();
  }

  /**
   * It does not tell its length: plug-ins would refuse an image of one colour because it is so much
   * smaller than its pixels. Their number has been checked.
   */
  private final class Stream extends ImageInputStreamImpl {
    @Override
    public int read() {
      bitOffset = 0;
      return streamPos < count ? buf[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      bitOffset = 0;
      int read = (int) Math.min(length, count - streamPos);
      if (read <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(buf, (int) streamPos, target, offset, read);
      streamPos += read;
      return read;
    }
  }
}
