package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.ContentCoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The bytes of the body of a request of HTTP. */
final class EventBody {
  /** What API Gateway puts in place of bytes that are no text. */
  private static final char REPLACEMENT = '\uFFFD';

  private EventBody() {}

  static byte[] of(JsonNode event, Optional<String> type, Optional<String> coding) {
    String body = Fields.text(event.path("body"));
    if (event.path("isBase64Encoded").asBoolean()) {
      return decoded(body);
    }
    if (!body.isEmpty() && isBinary(body, type, coding)) {
      throw ProblemException.badRequest(
          "the body is binary, but it has arrived as text (isBase64Encoded is false), so that bytes"
              + " of it are lost: add */* to the binary media types of the API in API Gateway"
              + " (binaryMediaTypes), or send the image in base64 to /detect");
    }
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String body) {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("body: not base64: %s", e.getMessage());
    }
  }

  private static boolean isBinary(String body, Optional<String> type, Optional<String> coding) {
    if (coding.filter(ContentCoding::isSupported).isPresent()) {
      return true; // of other codings the server says that it cannot unpack them
    }
    String mediaType = type.orElse("").strip().toLowerCase(Locale.ROOT);
    return mediaType.startsWith("image/")
        || mediaType.startsWith("application/octet-stream")
        || ((mediaType.isEmpty() || mediaType.startsWith("multipart/"))
            && body.indexOf(REPLACEMENT) >= 0);
  }
}
