package dev.quantmask.annotation;

import dev.quantmask.coco.Coordinates;
import java.util.Map;

/**
 * An XML element without its contents.
 *
 * @param line where it begins, from 1
 */
record XmlElement(String name, Map<String, String> attributes, int line) {
  String text(String attribute) throws DefectException {
    String value = attributes.get(attribute);
    if (value == null) {
      throw DefectException.malformed(attribute, "a value", "nothing");
    }
    return value;
  }

  double number(String attribute) throws DefectException {
    return number(attribute, text(attribute));
  }

  double numberOrZero(String attribute) throws DefectException {
    return attributes.containsKey(attribute) ? number(attribute) : 0;
  }

  /** A whole number. */
  int integer(String attribute) throws DefectException {
    double value = number(attribute);
    if (value != (int) value) {
      throw DefectException.malformed(attribute, "a whole number", text(attribute));
    }
    return (int) value;
  }

  /** A length, a coordinate or an angle; the place is for the message. */
  static double number(String place, String text) throws DefectException {
    try {
      double value = Double.parseDouble(text.strip());
      if (Coordinates.isUsable(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw DefectException.malformed(place, "a number", "'" + text + "'");
    }
    throw DefectException.malformed(place, Coordinates.EXPECTED, "'" + text + "'");
  }
}
