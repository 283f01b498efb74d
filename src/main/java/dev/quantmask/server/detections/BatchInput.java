package dev.quantmask.server.detections;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.MultipartImages;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.server.request.RequestOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Several images in one request; what is wrong with one of them is told when it is its turn. */
final class BatchInput {
  private BatchInput() {}

  /** Returns whether the request has, or may have, several images. */
  static boolean isIn(RoutingContext context) {
    return !DetectionEndpoint.takesImage(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
  }

  /**
   * Reads a form, or else a JSON array.
   *
   * @param most images
   * @throws ProblemException when there are none, or more, or they cannot be told apart
   */
  static List<Supplier<DetectRequest>> of(
      RoutingContext context, byte[] body, ObjectMapper mapper, int most) {
    String contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    RequestOptions options = QueryOptions.of(context.queryParams());
    List<Supplier<DetectRequest>> images =
        contentType != null
                && DetectionEndpoint.mediaType(contentType).equals(DetectionEndpoint.FORM)
            ? form(contentType, body, options, most)
            : array(options, body, mapper, most);
    if (images.isEmpty()) {
      throw ProblemException.badRequest("expected at least one image, found none");
    }
    return images;
  }

  private static List<Supplier<DetectRequest>> form(
      String contentType, byte[] body, RequestOptions options, int most) {
    return MultipartImages.files(contentType, body, most).stream()
        .<Supplier<DetectRequest>>map(file -> () -> new DetectRequest(file, options))
        .toList();
  }

  /**
   * The elements of an array; reads no further than one that is too many.
   *
   * @throws ProblemException when the body is none, or has more of them
   */
  private static List<Supplier<DetectRequest>> array(
      RequestOptions options, byte[] body, ObjectMapper mapper, int most) {
    List<Supplier<DetectRequest>> elements = new ArrayList<>();
    try (JsonParser parser = mapper.createParser(body)) {
      // Each element is read as a tree: there, something follows.
      parser.setCodec(mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw ProblemException.badRequest(
            "expected a JSON array of what /detect takes, found %s",
            DetectRequest.describe(JsonErrors.parse(mapper, body)));
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == most) {
          throw MultipartImages.tooMany(most);
        }
        elements.add(read(parser.readValueAsTree(), options));
      }
      if (parser.nextToken() != null) {
        throw ProblemException.badRequest(
            "the body is not JSON: expected nothing behind the value");
      }
      return elements;
    } catch (IOException e) {
      throw JsonErrors.problem(e);
    }
  }

  /** Decodes the image, so that its text can be freed before the next is read. */
  private static Supplier<DetectRequest> read(JsonNode element, RequestOptions options) {
    try {
      DetectRequest image = DetectRequest.of(element, options);
      return () -> image;
    } catch (ProblemException e) {
      return () -> {
        throw e;
      };
    }
  }
}
