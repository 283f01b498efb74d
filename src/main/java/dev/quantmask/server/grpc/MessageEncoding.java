package dev.quantmask.server.grpc;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
import java.io.ByteArrayInputStream;
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

  /**
   * @param most bytes that may come out of it
   */
  byte[] unpack(byte[] packed, int most) {
    try (InputStream in = unpack(new ByteArrayInputStream(packed))) {
      byte[] message = in.readNBytes(most);
      if (in.read() >= 0) {
        throw MessageReader.tooLarge(most);
      }
      return message;
    } catch (IOException e) {
      throw ProblemException.badRequest(
          "a message cannot be unpacked: expected %s, as %s says", this, HEADER);
    }
  }

  abstract InputStream unpack(InputStream packed) throws IOException;
}
