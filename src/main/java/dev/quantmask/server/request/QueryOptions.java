package dev.quantmask.server.request;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of {@code POST /v1/detections}. */
public final class QueryOptions {
  private QueryOptions() {}

  public static RequestOptions of(MultiMap parameters) {
    return of(parameters, Set.of());
  }

  /**
   * Reads the options that every endpoint has.
   *
   * @param more names that the endpoint has beside them, and reads itself
   */
  public static RequestOptions of(MultiMap parameters, Set<String> more) {
    Set<String> known = new TreeSet<>(RequestOptions.NAMES);
    known.addAll(more);
    for (String name : parameters.names()) {
      if (!known.contains(name)) {
        throw RequestOptions.unknown(name, known);
      }
      int values = parameters.getAll(name).size();
      if (values > 1) {
        throw ProblemException.badRequest("%s: expected one value, found %d", name, values);
      }
    }
    return RequestOptions.DEFAULT.with(
        parameters.get(RequestOptions.MODEL),
        minScore(parameters.get(RequestOptions.MIN_SCORE)),
        maxDetections(parameters.get(RequestOptions.MAX_DETECTIONS)),
        parameters.get(RequestOptions.MASKS),
        flag(parameters, RequestOptions.CLASS_AGNOSTIC_NMS),
        RoiFields.ofText(parameters.get(RequestOptions.ROI)));
  }

  private static Double minScore(String text) {
    if (text == null) {
      return null;
    }
    try {
      // Stricter than Double.valueOf, which takes "NaN", "1d" and hexadecimal.
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest(
          "%s: expected a number from 0 to 1, found \"%s\"",
          RequestOptions.MIN_SCORE, TextExcerpt.of(text));
    }
  }

  /** True, false, or null where there is none. */
  public static Boolean flag(MultiMap parameters, String name) {
    String text = parameters.get(name);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProblemException.badRequest(
              "%s: expected true or false, found \"%s\"", name, TextExcerpt.of(text));
    };
  }

  private static Integer maxDetections(String text) {
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw RequestOptions.badMaxDetections("\"" + TextExcerpt.of(text) + "\"");
    }
  }
}
