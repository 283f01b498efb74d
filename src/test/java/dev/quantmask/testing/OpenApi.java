package dev.quantmask.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the endpoints, with its references followed. */
public record OpenApi(JsonNode document) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");
  private static final List<String> COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");

  /** As it is among the program's sources. */
  public static OpenApi ofSource() throws IOException {
    try (InputStream yaml = OpenApi.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new OpenApi(yaml(yaml.readAllBytes()));
    }
  }

  public static JsonNode yaml(byte[] yaml) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, UTF_8));
    return MAPPER.valueToTree(read);
  }

  /** By method and path, as in {@code POST /detect}. */
  public Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String method : METHODS) {
        if (path.getValue().has(method)) {
          operations.put(
              method.toUpperCase(Locale.ROOT) + " " + path.getKey(),
              inlined(path.getValue().get(method)));
        }
      }
    }
    return operations;
  }

  public JsonNode schema(String name) {
    return inlined(document.at("/components/schemas/" + name));
  }

  /** The same with what its references name in their places. */
  public JsonNode inlined(JsonNode node) {
    if (node.path("$ref").isTextual()) {
      String reference = node.get("$ref").textValue();
      JsonNode target = document.at(reference.substring(1).replace("~1", "/"));
      assertThat(target.isMissingNode()).as(reference).isFalse();
      return inlined(target);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = MAPPER.createObjectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), inlined(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = MAPPER.createArrayNode();
      array.forEach(element -> copy.add(inlined(element)));
      return copy;
    }
    return node;
  }

  /**
   * What is wrong with a value, by a schema without references. Stricter than the schema: what it
   * does not name must not be there, so that nothing is left out of the description.
   */
  public static List<String> errors(JsonNode schema, JsonNode value) {
    ObjectNode strict = schema.deepCopy();
    forbidUnknown(strict, false);
    List<String> errors = new ArrayList<>();
    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(strict)
        .validate(value)
        .forEach(error -> errors.add(error.toString()));
    return errors;
  }

  private static void forbidUnknown(JsonNode schema, boolean part) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    boolean composed = COMPOSITIONS.stream().anyMatch(object::has);
    if (!part && (composed || object.has("properties")) && !object.has("additionalProperties")) {
      object.put("unevaluatedProperties", false);
    }
    object.path("properties").forEach(property -> forbidUnknown(property, false));
    forbidUnknown(object.path("items"), false);
    COMPOSITIONS.forEach(
        composition -> object.path(composition).forEach(each -> forbidUnknown(each, true)));
  }
}
