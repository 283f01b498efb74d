package dev.quantmask.dataset.reader;

import dev.quantmask.coco.json.Coordinates;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import java.util.Map;

/**
 * An XML element without its contents.
 *
 * @param line where it begins, from 1
 */
public record XmlElement(String name, Map<String, String> attributes, int line) {
  public String text(String attribute) throws InvalidAnnotationException {
    String value = attributes.get(attribute);
    if (value == null) {
      throw InvalidAnnotationException.malformed(attribute, "a value", "nothing");
    }
    return value;
  }

  public double number(String attribute) throws InvalidAnnotationException {
    return number(attribute, text(attribute));
  }

  public double numberOrZero(String attribute) throws InvalidAnnotationException {
    return attributes.containsKey(attribute) ? number(attribute) : 0;
  }

  /** A whole number. */
  public int integer(String attribute) throws InvalidAnnotationException {
    double value = number(attribute);
    if (value != (int) value) {
      throw InvalidAnnotationException.malformed(attribute, "a whole number", text(attribute));
    }
    return (int) value;
  }

  /** A length, a coordinate or an angle; the place is for the message. */
  public static double number(String place, String text) throws InvalidAnnotationException {
    try {
      double value = Double.parseDouble(text.strip());
      if (Coordinates.isUsable(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw InvalidAnnotationException.malformed(place, "a number", "'" + text + "'");
    }
    throw InvalidAnnotationException.malformed(place, Coordinates.EXPECTED, "'" + text + "'");
  }
}
