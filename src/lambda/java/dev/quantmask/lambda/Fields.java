package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads fields of events, in which null means the same as no field. */
final class Fields {
  private Fields() {}

  /** Empty for null and for no field; Jackson's own asText() makes the text "null" of a null. */
  static String text(JsonNode field) {
    return field.asText("");
  }
}
