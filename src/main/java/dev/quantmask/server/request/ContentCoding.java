package dev.quantmask.server.request;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how bodies are packed. */
public final class ContentCoding {
  static final String SUPPORTED = "gzip, deflate";

  private static final String IDENTITY = "identity";
  private static final Map<String, Unpacker.Format> FORMATS =
      Map.of(
          "gzip", Unpacker.Format.GZIP,
          "x-gzip", Unpacker.Format.GZIP,
          "deflate", Unpacker.Format.DEFLATE);

  private ContentCoding() {}

  /** Returns whether a body is packed, in a way that can be unpacked. */
  public static boolean isSupported(String header) {
    return FORMATS.containsKey(normalized(header));
  }

  /**
   * Returns how a body is packed; empty for one that is not.
   *
   * @param header Content-Encoding, or null
   * @throws ProblemException when it is packed in another way
   */
  static Optional<Unpacker.Format> of(String header) {
    String coding = header == null ? IDENTITY : normalized(header);
    if (coding.isEmpty() || coding.equals(IDENTITY)) {
      return Optional.empty();
    }
    Unpacker.Format format = FORMATS.get(coding);
    if (format == null) {
      throw new ProblemException(
          new Problem(
              415,
              "Content-Encoding: expected gzip, deflate or none, found " + TextExcerpt.of(header),
              Map.of("Accept-Encoding", SUPPORTED)));
    }
    return Optional.of(format);
  }

  /** In lower case, and without the empty elements that a list may have (RFC 9110, 5.6.1.2). */
  private static String normalized(String header) {
    return Arrays.stream(header.split(","))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .filter(coding -> !coding.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
