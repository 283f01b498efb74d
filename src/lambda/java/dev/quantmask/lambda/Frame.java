package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame in a bucket.
 *
 * @param key as it is in the bucket: the event has it as in a form
 * @param bytes as the event has it; 0 when it has none
 */
record Frame(String bucket, String key, long bytes) {
  /** Returns those that an event of S3 tells of; none in its test event. */
  static List<Frame> of(JsonNode event) {
    List<Frame> frames = new ArrayList<>();
    for (JsonNode each : event.path("Records")) {
      frames.add(ofRecord("Records[" + frames.size() + "]", each));
    }
    return frames;
  }

  private static Frame ofRecord(String name, JsonNode each) {
    String source = Fields.text(each.path("eventSource"));
    if (!source.equals("aws:s3")) {
      throw ProblemException.badRequest(
          "%s.eventSource: expected aws:s3, found \"%s\"", name, source);
    }
    String happened = Fields.text(each.path("eventName"));
    if (!happened.startsWith("ObjectCreated:")) {
      throw ProblemException.badRequest(
          "%s.eventName: expected ObjectCreated, found \"%s\"", name, happened);
    }
    JsonNode object = each.at("/s3/object");
    return new Frame(
        text(name + ".s3.bucket.name", each.at("/s3/bucket/name")),
        decoded(name + ".s3.object.key", object.path("key")),
        object.path("size").asLong());
  }

  private static String decoded(String name, JsonNode key) {
    try {
      return URLDecoder.decode(text(name, key), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("%s: %s", name, e.getMessage());
    }
  }

  private static String text(String name, JsonNode node) {
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw ProblemException.badRequest("%s: expected a text, found none", name);
    }
    return node.textValue();
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
