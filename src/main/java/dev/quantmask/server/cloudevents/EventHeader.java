package dev.quantmask.server.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quantmask.text.Text;
import java.net.URLDecoder;

/**
 * Attributes as header values, where space, quote, percent and what is not ASCII are
 * percent-encoded in UTF-8 (section 3.1.3.2 of the HTTP binding). The library leaves that to us.
 */
final class EventHeader {
  private EventHeader() {}

  static String encoded(String text) {
    StringBuilder header = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain = b > ' ' && b <= '~' && b != '"' && b != '%';
      header.append(plain ? String.valueOf((char) b) : Text.format("%%%02X", b));
    }
    return header.toString();
  }

  /** A text that is not encoded as it should be is taken as it is: some senders encode nothing. */
  static String decoded(String header) {
    try {
      return URLDecoder.decode(header.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return header;
    }
  }
}
