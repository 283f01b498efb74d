package dev.quantmask.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
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
    RequestOptions options = QueryOptions.of(context.queryParams());
    List<Supplier<FunctionInput>> pictures =
        Door.mediaType(contentType).equals(Door.FORM)
            ? form(contentType, body, options, most)
            : array(options, body, mapper, most);
    if (pictures.isEmpty()) {
      throw ProblemException.badRequest("expected at least one picture, found none");
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
      RequestOptions options, byte[] body, ObjectMapper mapper, int most) {
    return JsonSyntax.elements(mapper, body, most).stream()
        .<Supplier<FunctionInput>>map(element -> () -> FunctionInput.of(element, options))
        .toList();
  }

  static ProblemException tooMany(int most) {
    return new ProblemException(
        413, Text.format("too many pictures: expected at most %d in one request", most));
  }
}
