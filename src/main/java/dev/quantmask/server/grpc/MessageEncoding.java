package dev.quantmask.server.grpc;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.Unpacker;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;

/** How the messages of a call are compressed, those that say so. */
enum MessageEncoding {
  IDENTITY(null),
  GZIP(Unpacker.Format.GZIP),
  DEFLATE(Unpacker.Format.DEFLATE);

  /** The header that says which a call has. */
  static final String HEADER = "grpc-encoding";

  /** The header that says which a server understands. */
  static final String ACCEPTED = "grpc-accept-encoding";

  private static final int STEP = 64 << 10;

  static final String NAMES = "identity, gzip, deflate";

  private final Unpacker.Format format; // null for none

  MessageEncoding(Unpacker.Format format) {
    this.format = format;
  }

  /**
   * @param header null when there is none
   */
  static MessageEncoding of(String header) {
    if (header == null) {
      return IDENTITY;
    }
    return switch (header) {
      case "identity" -> IDENTITY;
      case "gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw new ProblemException(
              501,
              Text.format(
                  "%s: expected one of %s, found \"%s\"", HEADER, NAMES, TextExcerpt.of(header)));
    };
  }

  /** Is told of memory before it is used. */
  interface Memory {
    /** What the limit of all bodies does not count: a few options, and frames of streams. */
    Memory UNCOUNTED = more -> {};

    /**
     * @throws OverloadedException when there is none
     */
    void grow(long more) throws OverloadedException;
  }

  /**
   * Returns a message as its client meant it.
   *
   * @param most bytes of it
   */
  byte[] read(MessageReader.Framed message, int most, Memory memory) throws OverloadedException {
    if (!message.isPacked()) {
      return message.bytes();
    }
    if (format == null) {
      throw ProblemException.badRequest(
          "a message says that it is compressed: expected grpc-encoding to say how, found none");
    }
    Unpacked unpacked = new Unpacked(most, memory);
    try (Unpacker unpacker = new Unpacker(format)) {
      unpacker.unpack(message.bytes(), unpacked);
      if (!unpacker.isComplete()) {
        throw new DataFormatException("an early end");
      }
    } catch (DataFormatException e) {
      throw ProblemException.badRequest(
          "a message cannot be unpacked: expected %s, as %s says, found %s",
          this, HEADER, e.getMessage());
    }
    return unpacked.bytes.toByteArray();
  }

  /** Keeps what is unpacked, and tells of its memory in ever larger steps. */
  private static final class Unpacked implements Unpacker.Receiver<OverloadedException> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;
    private final Memory memory;
    private int reserved;

    Unpacked(int most, Memory memory) {
      this.most = most;
      this.memory = memory;
    }

    @Override
    public void receive(byte[] piece, int length) throws OverloadedException {
      long next = bytes.size() + (long) length;
      if (next > most) {
        throw MessageReader.tooLarge(most);
      }
      if (next > reserved) {
        int step = (int) Math.min(Math.max(STEP, 2L * reserved), most) - reserved;
        memory.grow(step);
        reserved += step;
      }
      bytes.write(piece, 0, length);
    }
  }
}
