package dev.quantmask.server.grpc;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** How the messages of a call are compressed, those that say so. */
enum MessageEncoding {
  IDENTITY {
    @Override
    InputStream unpack(InputStream packed) {
      throw ProblemException.badRequest(
          "a message says that it is compressed: expected grpc-encoding to say how, found none");
    }
  },
  GZIP {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new GZIPInputStream(packed);
    }
  },
  DEFLATE {
    @Override
    InputStream unpack(InputStream packed) {
      return new InflaterInputStream(packed);
    }
  };

  /** The header that says which a call has. */
  static final String HEADER = "grpc-encoding";

  /** The header that says which a server understands. */
  static final String ACCEPTED = "grpc-accept-encoding";

  private static final int STEP = 64 << 10;

  static final String NAMES = "identity, gzip, deflate";

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
    try (InputStream in = unpack(new ByteArrayInputStream(message.bytes()))) {
      ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
      for (int step = STEP; ; step = unpacked.size()) {
        int next = Math.min(step, most - unpacked.size());
        memory.grow(next);
        byte[] part = in.readNBytes(next);
        unpacked.writeBytes(part);
        if (part.length < next) {
          return unpacked.toByteArray();
        }
        if (unpacked.size() == most) {
          if (in.read() >= 0) {
            throw MessageReader.tooLarge(most);
          }
          return unpacked.toByteArray();
        }
      }
    } catch (IOException e) {
      throw ProblemException.badRequest(
          "a message cannot be unpacked: expected %s, as %s says", this, HEADER);
    }
  }

  abstract InputStream unpack(InputStream packed) throws IOException;
}
