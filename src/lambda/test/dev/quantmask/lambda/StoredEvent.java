package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event as AWS sends it, and what the function makes of it: a file of {@code test-data/lambda}.
 *
 * @param expected {@code failure}: a part of the message of the failed invocation; {@code answer}:
 *     a part of the response; otherwise the fields of a response of HTTP
 */
record StoredEvent(String name, String event, JsonNode expected) {
  private static final Path FOLDER = Path.of("test-data/lambda");

  static List<StoredEvent> all() throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        JsonNode stored = Lambda.MAPPER.readTree(file.toFile());
        String name = file.getFileName().toString().replace(".json", "");
        events.add(new StoredEvent(name, stored.get("event").toString(), stored.get("expected")));
      }
    }
    return events;
  }

  boolean fails() {
    return expected.has("failure");
  }

  /** What is not as expected; empty where everything is. */
  List<String> differences(JsonNode outcome) {
    List<String> differences = new ArrayList<>();
    if (fails()) {
      contains(differences, "failure", outcome.path("errorMessage").asText());
      return differences;
    }
    if (expected.has("answer")) {
      contains(differences, "answer", outcome.toString());
      return differences;
    }
    equal(differences, "status", outcome.path("statusCode").asText());
    equal(differences, "description", outcome.path("statusDescription").asText());
    equal(differences, "base64", outcome.path("isBase64Encoded").asText());
    if (expected.has("body")) {
      contains(differences, "body", outcome.path("body").asText());
    }
    String type =
        expected.has("lists") ? "/multiValueHeaders/Content-Type/0" : "/headers/Content-Type";
    if (!outcome.at(type).isTextual()
        || outcome.has("multiValueHeaders") != expected.has("lists")) {
      differences.add("headers: expected " + type + ", found " + outcome);
    }
    return differences;
  }

  private void contains(List<String> differences, String field, String found) {
    if (!found.contains(expected.get(field).textValue())) {
      differences.add(field + ": expected " + expected.get(field) + ", found " + found);
    }
  }

  private void equal(List<String> differences, String field, String found) {
    String wanted = expected.path(field).asText(field.equals("base64") ? "false" : "");
    if (!found.equals(wanted)) {
      differences.add(field + ": expected " + wanted + ", found " + found);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
