package dev.quantmask.server.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.MapperSettings;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.QueryOptions;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked for, it is understood, or a {@link ProblemException} of status 400 says why
 * not.
 */
class RequestFuzzTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static {
    new MapperSettings().customize(MAPPER);
  }

  static Stream<byte[]> bodies() {
    return Stream.of(
            "{\"image\": \"iVBORw0KGgo=\", \"minScore\": 0.5, \"maxDetections\": 10, \"masks\": \"rle\"}",
            "{\"image\": null, \"minScore\": 1e-3, \"masks\": \"polygon\"}",
            "[]",
            "1 2")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest
  void body(byte[] json) throws IOException {
    try {
      DetectRequest.of(MAPPER.readTree(json));
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isEqualTo(400);
    } catch (JsonProcessingException | CharConversionException e) {
      assertThat(JsonErrors.firstError(MAPPER, json)).isPresent();
    }
  }

  static Stream<byte[]> queries() {
    return Stream.of(
            "minScore=0.5&maxDetections=10&masks=none", "minScore=1e-3", "masks=rle&masks=rle")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("queries")
  @FuzzTest
  void query(byte[] bytes) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    try {
      new QueryStringDecoder(new String(bytes, ISO_8859_1), false)
          .parameters()
          .forEach(parameters::add);
    } catch (IllegalArgumentException refused) {
      return; // by the server
    }
    try {
      QueryOptions.of(parameters);
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isEqualTo(400);
    }
  }
}
