package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.json.Coordinates;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Reads fields of JSON objects; a defect names the field, what was expected and what was found. */
public final class Fields {
  private static final int LONGEST_EXCERPT = 40;

  private Fields() {}

  /** A text; numbers are taken as they are written, for some tools store labels so. */
  public static String text(JsonNode object, String field) throws InvalidAnnotationException {
    JsonNode value = object.path(field);
    if (!value.isTextual() && !value.isNumber()) {
      throw InvalidAnnotationException.malformed(field, "a text", excerpt(value));
    }
    return value.asText();
  }

  /** A text, or null where there is none. */
  public static String textOrNull(JsonNode object, String field) throws InvalidAnnotationException {
    return isAbsent(object.path(field)) ? null : text(object, field);
  }

  /** A length, a coordinate or an angle. */
  public static double number(JsonNode object, String field) throws InvalidAnnotationException {
    return coordinate(object.path(field), field);
  }

  /** The same of a value; the place is for the message. */
  public static double coordinate(JsonNode value, String place) throws InvalidAnnotationException {
    if (!value.isNumber() || !Coordinates.isUsable(value.doubleValue())) {
      throw InvalidAnnotationException.malformed(
          place, value.isNumber() ? Coordinates.EXPECTED : "a number", excerpt(value));
    }
    return value.doubleValue();
  }

  /** A finite number; the place is for the message. */
  public static double finite(JsonNode value, String place) throws InvalidAnnotationException {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw InvalidAnnotationException.malformed(place, "a number", excerpt(value));
    }
    return value.doubleValue();
  }

  /** A number, or 0 where there is none. */
  public static double numberOrZero(JsonNode object, String field)
      throws InvalidAnnotationException {
    return isAbsent(object.path(field)) ? 0 : number(object, field);
  }

  /** A whole number; {@code 1.0}, which Python's tools write, is one. */
  public static long integer(JsonNode object, String field) throws InvalidAnnotationException {
    JsonNode value = object.path(field);
    boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (!whole || !value.canConvertToLong()) {
      throw InvalidAnnotationException.malformed(field, "a whole number", excerpt(value));
    }
    return value.longValue();
  }

  /** A length in pixels of at least 1, or 0 where there is none. */
  public static int sizeOrZero(JsonNode object, String field) throws InvalidAnnotationException {
    return isAbsent(object.path(field)) ? 0 : size(object, field);
  }

  /** A length in pixels of at least 1. */
  public static int size(JsonNode object, String field) throws InvalidAnnotationException {
    JsonNode value = object.path(field);
    if (!value.canConvertToInt() || value.intValue() < 1) {
      throw InvalidAnnotationException.malformed(field, "a size of at least 1", excerpt(value));
    }
    return value.intValue();
  }

  public static JsonNode array(JsonNode object, String field) throws InvalidAnnotationException {
    JsonNode value = object.path(field);
    if (!value.isArray()) {
      throw InvalidAnnotationException.malformed(field, "an array", excerpt(value));
    }
    return value;
  }

  public static JsonNode object(JsonNode object, String field) throws InvalidAnnotationException {
    JsonNode value = object.path(field);
    if (!value.isObject()) {
      throw InvalidAnnotationException.malformed(field, "an object", excerpt(value));
    }
    return value;
  }

  /** {@code [[x, y], ...]}. */
  public static List<Point> points(JsonNode object, String field)
      throws InvalidAnnotationException {
    return pointsOf(array(object, field), field);
  }

  /** The same of a value; the place is for the message. */
  public static List<Point> pointsOf(JsonNode pairs, String place)
      throws InvalidAnnotationException {
    List<Point> points = new ArrayList<>();
    for (JsonNode pair : pairs) {
      String pairPlace = Text.format("%s[%d]", place, points.size());
      if (!pair.isArray() || pair.size() != 2) {
        throw InvalidAnnotationException.malformed(pairPlace, "two numbers", excerpt(pair));
      }
      points.add(new Point(coordinate(pair.get(0), pairPlace), coordinate(pair.get(1), pairPlace)));
    }
    return points;
  }

  public static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** The beginning of a value, for a message. */
  public static String excerpt(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "...";
  }
}
