package dev.quantmask.server.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.image.YuvFormat;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.serving.DetectionRequest;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The function's JSON, read by hand: Funqy answers a value of the wrong type with an empty 400, and
 * takes "0.5" for a number.
 *
 * @param image an encoded image, not empty; or a raw frame
 * @param format of a raw frame; null for an encoded image
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
public record DetectRequest(byte[] image, RequestOptions options, YuvFormat format) {
  private static final String IMAGE = "image";

  public DetectRequest(byte[] image, RequestOptions options) {
    this(image, options, null);
  }

  /** The image as the server takes it. */
  public DetectionRequest.Image source() {
    return format == null
        ? new DetectionRequest.Encoded(image)
        : new DetectionRequest.Raw(image, format);
  }

  public static DetectRequest of(JsonNode json) {
    return of(json, RequestOptions.DEFAULT);
  }

  /**
   * @param json null when the request had no body
   * @param otherwise what holds for the options that it does not have
   */
  public static DetectRequest of(JsonNode json, RequestOptions otherwise) {
    if (json == null || json.isMissingNode()) {
      throw ProblemException.badRequest("the body is empty: expected a JSON object");
    }
    if (!json.isObject()) {
      throw ProblemException.badRequest("expected a JSON object, found %s", describe(json));
    }
    refuseUnknown(json);
    RequestOptions options =
        otherwise.with(
            text(RequestOptions.MODEL, json.get(RequestOptions.MODEL)),
            minScore(json.get(RequestOptions.MIN_SCORE)),
            maxDetections(json.get(RequestOptions.MAX_DETECTIONS)),
            text(RequestOptions.MASKS, json.get(RequestOptions.MASKS)),
            classAgnosticNms(json.get(RequestOptions.CLASS_AGNOSTIC_NMS)),
            RoiFields.of(json.get(RequestOptions.ROI)));
    return new DetectRequest(image(text(IMAGE, json.get(IMAGE))), options);
  }

  private static void refuseUnknown(JsonNode json) {
    Set<String> known = new TreeSet<>(RequestOptions.NAMES);
    known.add(IMAGE);
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw RequestOptions.unknown(name, known);
      }
    }
  }

  private static byte[] image(String base64) {
    if (base64 == null || base64.isEmpty()) {
      throw ProblemException.badRequest("%s: expected an image in base64, found none", IMAGE);
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("%s: not base64, as RFC 4648, section 4, has it", IMAGE);
    }
  }

  public static Double minScore(JsonNode node) {
    if (isAbsent(node)) {
      return null;
    }
    if (!node.isNumber()) {
      throw ProblemException.badRequest(
          "%s: expected a number, found %s", RequestOptions.MIN_SCORE, describe(node));
    }
    return node.doubleValue();
  }

  public static Integer maxDetections(JsonNode node) {
    if (isAbsent(node)) {
      return null;
    }
    // As JSON Schema has it: 10.0 is a whole number.
    if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
      throw RequestOptions.badMaxDetections(describe(node));
    }
    return node.intValue();
  }

  public static Boolean classAgnosticNms(JsonNode node) {
    if (isAbsent(node)) {
      return null;
    }
    if (!node.isBoolean()) {
      throw ProblemException.badRequest(
          "%s: expected true or false, found %s",
          RequestOptions.CLASS_AGNOSTIC_NMS, describe(node));
    }
    return node.booleanValue();
  }

  private static String text(String name, JsonNode node) {
    if (isAbsent(node)) {
      return null;
    }
    if (!node.isTextual()) {
      throw ProblemException.badRequest("%s: expected a text, found %s", name, describe(node));
    }
    return node.textValue();
  }

  private static boolean isAbsent(JsonNode node) {
    return node == null || node.isNull();
  }

  public static String describe(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY, OBJECT, NULL -> node.getNodeType().name().toLowerCase(Locale.ROOT);
      case STRING -> "the text \"" + TextExcerpt.of(node.textValue()) + "\"";
      case NUMBER, BOOLEAN, BINARY, MISSING, POJO -> TextExcerpt.of(node.asText());
    };
  }
}
