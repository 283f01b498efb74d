package dev.quantmask.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Several pictures in one request; what is wrong with one of them is told when it is its turn. */
final class BatchInput {
  private BatchInput() {}

  /** Whether the request has, or may have, several pictures. */
  static boolean isIn(RoutingContext context) {
    return !Door.takesPicture(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
  }

  /**
   * @param most pictures
   * @throws ProblemException when there are none, or more, or they cannot be told apart
   */
  static List<Supplier<FunctionInput>> of(
      RoutingContext context, byte[] body, ObjectMapper mapper, int most) {
    String contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    List<Supplier<FunctionInput>> pictures =
        Door.mediaType(contentType).equals(Door.FORM)
            ? form(contentType, body, QueryOptions.of(context.queryParams()), most)
            : array(context, body, mapper);
    if (pictures.isEmpty()) {
      throw ProblemException.badRequest("expected at least one picture, found none");
    }
    if (pictures.size() > most) {
      throw tooMany(most);
    }
    return pictures;
  }

  private static List<Supplier<FunctionInput>> form(
      String contentType, byte[] body, RequestOptions options, int most) {
    return PictureForm.files(contentType, body, most).stream()
        .<Supplier<FunctionInput>>map(file -> () -> new FunctionInput(file, options))
        .toList();
  }

  private static List<Supplier<FunctionInput>> array(
      RoutingContext context, byte[] body, ObjectMapper mapper) {
    QueryOptions.refuse(context.queryParams());
    JsonNode json = JsonSyntax.parse(mapper, body);
    if (!json.isArray()) {
      throw ProblemException.badRequest(
          "expected a JSON array of what /detect takes, found %s", FunctionInput.describe(json));
    }
    List<Supplier<FunctionInput>> pictures = new ArrayList<>();
    json.forEach(element -> pictures.add(() -> FunctionInput.of(element)));
    return pictures;
  }

  static ProblemException tooMany(int most) {
    return new ProblemException(
        413, Text.format("too many pictures: expected at most %d in one request", most));
  }
}
