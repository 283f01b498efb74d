package dev.quantmask.server.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.io.Json;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.roi.RoiRectangle;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the option {@code roi}: an object in JSON, and the text of one in the query. */
final class RoiFields {
  private static final String NAME = RequestOptions.ROI;
  private static final Set<String> NAMES =
      Set.of(
          "width",
          "height",
          "block",
          "strength",
          "margin",
          "smoothing",
          "weights",
          "hud",
          "minScore",
          "maxRegions");
  private static final Set<String> RECTANGLE = Set.of("x", "y", "width", "height");

  private final String place; // of the object, for messages
  private final JsonNode json;

  private RoiFields(String place, JsonNode json) {
    this.place = place;
    this.json = json;
  }

  /** Reads a value of the query, or null. */
  static RoiOptions ofText(String text) {
    if (text == null) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(bytes))) {
      JsonNode json = parser.nextToken() == null ? null : Json.tree(parser);
      if (json == null || parser.nextToken() != null) {
        throw notAnObject("\"" + TextExcerpt.of(text) + "\"");
      }
      return of(json);
    } catch (IOException e) {
      throw notAnObject("\"" + TextExcerpt.of(text) + "\"");
    }
  }

  /** Reads a value of a JSON object, or null. */
  static RoiOptions of(JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isObject()) {
      throw notAnObject(DetectRequest.describe(json));
    }
    refuseUnknown(NAME, json, NAMES);
    return new RoiFields(NAME, json).read();
  }

  private static void refuseUnknown(String place, JsonNode json, Set<String> known) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw RequestOptions.unknown(place + "." + TextExcerpt.of(name), known);
              }
            });
  }

  private RoiOptions read() {
    RoiOptions otherwise = RoiOptions.DEFAULT;
    try {
      return new RoiOptions(
          pixels("width"),
          pixels("height"),
          whole("block", otherwise.block()),
          whole("strength", otherwise.strength()),
          whole("margin", otherwise.margin()),
          json.has("smoothing") ? number("smoothing") : otherwise.smoothing(),
          weights(),
          hud(),
          json.has("minScore") ? number("minScore") : otherwise.minScore(),
          whole("maxRegions", otherwise.maxRegions()));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("%s.%s", place, e.getMessage());
    }
  }

  /** Returns 0 where it is not there; and 0 itself is no size. */
  private int pixels(String name) {
    if (!json.has(name)) {
      return 0;
    }
    int pixels = whole(name);
    if (pixels == 0) {
      throw wrong(name, "a whole number of at least 1");
    }
    return pixels;
  }

  private int whole(String name, int otherwise) {
    return json.has(name) ? whole(name) : otherwise;
  }

  private int whole(String name) {
    JsonNode node = json.path(name);
    // As JSON Schema has it: 10.0 is a whole number.
    if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
      throw wrong(name, "a whole number");
    }
    return node.intValue();
  }

  private double number(String name) {
    if (!json.get(name).isNumber()) {
      throw wrong(name, "a number");
    }
    return json.get(name).doubleValue();
  }

  private Map<String, Double> weights() {
    JsonNode node = json.path("weights");
    if (!node.isMissingNode() && !node.isObject()) {
      throw wrong("weights", "an object with a number for each class");
    }
    RoiFields classes = new RoiFields(place + ".weights", node);
    Map<String, Double> weights = new HashMap<>();
    node.fieldNames().forEachRemaining(label -> weights.put(label, classes.number(label)));
    return weights;
  }

  private List<RoiRectangle> hud() {
    JsonNode node = json.path("hud");
    if (!node.isMissingNode() && !node.isArray()) {
      throw wrong("hud", "an array of rectangles");
    }
    List<RoiRectangle> rectangles = new ArrayList<>();
    for (JsonNode element : node) {
      rectangles.add(rectangle(place + ".hud[" + rectangles.size() + "]", element));
    }
    return rectangles;
  }

  private static RoiRectangle rectangle(String place, JsonNode node) {
    if (!node.isObject()) {
      throw ProblemException.badRequest(
          "%s: expected an object with x, y, width and height, found %s",
          place, DetectRequest.describe(node));
    }
    refuseUnknown(place, node, RECTANGLE);
    RoiFields fields = new RoiFields(place, node);
    try {
      return new RoiRectangle(
          fields.whole("x"), fields.whole("y"), fields.whole("width"), fields.whole("height"));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("%s: %s", place, e.getMessage());
    }
  }

  private ProblemException wrong(String name, String expected) {
    JsonNode found = json.path(name);
    return ProblemException.badRequest(
        "%s.%s: expected %s, found %s",
        place,
        TextExcerpt.of(name),
        expected,
        found.isMissingNode() ? "none" : DetectRequest.describe(found));
  }

  private static ProblemException notAnObject(String found) {
    return ProblemException.badRequest("%s: expected a JSON object, found %s", NAME, found);
  }
}
