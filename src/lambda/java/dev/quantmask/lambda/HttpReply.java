package dev.quantmask.lambda;

import dev.quantmask.server.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The response to a request of HTTP.
 *
 * @param headers by name, in any case
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
record HttpReply(int status, TreeMap<String, List<String>> headers, byte[] body) {
  static HttpReply of(Problem problem) {
    TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    problem.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("Content-Type", List.of(Problem.MEDIA_TYPE));
    return new HttpReply(
        problem.status(), headers, problem.json().getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for bytes that are no text in UTF-8. */
  Optional<String> text() {
    try {
      // A new decoder refuses what it cannot decode.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
