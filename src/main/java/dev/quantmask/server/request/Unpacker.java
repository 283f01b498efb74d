package dev.quantmask.server.request;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip and deflate, piece by piece. gzip may have several members, one behind the other
 * (RFC 1952, section 2.2), which are one content; behind deflate nothing may come.
 */
public final class Unpacker implements AutoCloseable {
  /** How bytes are packed. */
  public enum Format {
    GZIP,
    /** zlib's format (RFC 1950); some clients send it without zlib's header (RFC 1951). */
    DEFLATE
  }

  /** Takes what has been unpacked. */
  public interface Receiver<E extends Exception> {
    /**
     * @param piece may be used during the call, up to the length
     */
    void receive(byte[] piece, int length) throws E;
  }

  private enum Part {
    HEAD,
    CONTENT,
    TRAILER,
    END
  }

  private static final int PIECE = 8 << 10; // bytes
  private static final int TRAILER = 8; // bytes: the checksum and the length of a member

  private final Format format;
  private final CRC32 sum = new CRC32();
  private Inflater inflater; // null until the form of deflate is known
  private Part part = Part.HEAD;
  private GzipHead gzipHead = new GzipHead();
  private int members; // of gzip, that have come whole
  private int firstByte = -1; // of deflate
  private int trailerBytes;
  private long trailer;

  public Unpacker(Format format) {
    this.format = format;
    this.inflater = format == Format.GZIP ? new Inflater(true) : null;
  }

  /**
   * Unpacks what comes next.
   *
   * @throws DataFormatException with what was found, when it is not what the format says
   */
  public <E extends Exception> void unpack(byte[] bytes, Receiver<E> receiver)
      throws DataFormatException, E {
    int at = 0;
    while (at < bytes.length) {
      switch (part) {
        case HEAD -> {
          int next = Byte.toUnsignedInt(bytes[at++]);
          if (format == Format.GZIP) {
            gzipHead(next);
          } else {
            deflateHead(next, receiver);
          }
        }
        case CONTENT -> at = content(bytes, at, receiver);
        case TRAILER -> trailer(Byte.toUnsignedInt(bytes[at++]));
        case END -> throw new DataFormatException("bytes behind its end");
      }
    }
  }

  /** Returns whether what has come is whole. */
  public boolean isComplete() {
    return part == Part.END || (part == Part.HEAD && members > 0 && gzipHead.isEmpty());
  }

  private void gzipHead(int next) throws DataFormatException {
    try {
      gzipHead.take(next);
    } catch (DataFormatException e) {
      throw members > 0 ? new DataFormatException("bytes behind its end") : e;
    }
    if (gzipHead.isComplete()) {
      part = Part.CONTENT;
    }
  }

  private <E extends Exception> void deflateHead(int next, Receiver<E> receiver)
      throws DataFormatException, E {
    if (firstByte < 0) {
      firstByte = next;
      return;
    }
    boolean isZlib = (firstByte & 0x8f) == 8 && (firstByte << Byte.SIZE | next) % 31 == 0;
    inflater = new Inflater(!isZlib);
    part = Part.CONTENT;
    content(new byte[] {(byte) firstByte, (byte) next}, 0, receiver);
  }

  /** Returns where it ends. */
  private <E extends Exception> int content(byte[] bytes, int at, Receiver<E> receiver)
      throws DataFormatException, E {
    byte[] piece = new byte[PIECE];
    inflater.setInput(bytes, at, bytes.length - at);
    while (true) {
      int length = inflate(piece);
      if (length > 0) {
        sum.update(piece, 0, length);
        receiver.receive(piece, length);
      } else if (inflater.finished()) {
        part = format == Format.GZIP ? Part.TRAILER : Part.END;
        return bytes.length - inflater.getRemaining();
      } else if (inflater.needsDictionary()) {
        throw new DataFormatException("a dictionary that is not there");
      } else {
        return bytes.length;
      }
    }
  }

  private int inflate(byte[] piece) throws DataFormatException {
    try {
      return inflater.inflate(piece);
    } catch (DataFormatException e) {
      throw new DataFormatException("damaged bytes");
    }
  }

  private void trailer(int next) throws DataFormatException {
    trailer |= (long) next << (Byte.SIZE * trailerBytes++);
    if (trailerBytes < TRAILER) {
      return;
    }
    long length = inflater.getBytesWritten() & 0xffff_ffffL;
    if (trailer != (length << Integer.SIZE | sum.getValue())) {
      throw new DataFormatException("a wrong checksum");
    }
    members++;
    part = Part.HEAD;
    gzipHead = new GzipHead();
    inflater.reset();
    sum.reset();
    trailerBytes = 0;
    trailer = 0;
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
