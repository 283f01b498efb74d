package dev.quantmask.function;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where requests come in, and as what. */
public enum Door {
  FUNCTION("/detect", "application/json") {
    @Override
    boolean takesMediaType(String type) {
      return type.equals("application/json") || type.endsWith("+json");
    }
  },
  RAW("/v1/detections", "image/* or application/octet-stream") {
    @Override
    boolean takesMediaType(String type) {
      return type.startsWith("image/") || type.equals("application/octet-stream");
    }
  },
  EVENTS(
      "/events",
      "a CloudEvent: application/cloudevents+json, or an image or JSON with ce- headers") {
    @Override
    boolean takesMediaType(String type) {
      boolean batch = type.equals("application/cloudevents-batch+json");
      return !batch && (FUNCTION.takesMediaType(type) || RAW.takesMediaType(type));
    }
  };

  private final String path;
  private final String expected;

  Door(String path, String expected) {
    this.path = path;
    this.expected = expected;
  }

  public static Optional<Door> at(String path) {
    String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Arrays.stream(values()).filter(door -> door.path.equals(withoutSlash)).findFirst();
  }

  /** What metrics and traces call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String expected() {
    return expected;
  }

  /**
   * @param contentType the header, with parameters, or null: then the body has to speak for itself
   */
  final boolean takes(String contentType) {
    return contentType == null
        || takesMediaType(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /**
   * @throws ProblemException when this door does not take it
   */
  final void checkContentType(String contentType) {
    if (!takes(contentType)) {
      throw new ProblemException(
          415,
          "Content-Type: expected %s, found %s".formatted(expected, Shortened.of(contentType)));
    }
  }

  /**
   * @param type lower case, without parameters
   */
  abstract boolean takesMediaType(String type);
}
