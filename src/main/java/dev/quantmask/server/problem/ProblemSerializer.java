package dev.quantmask.server.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.core.MediaType;

/** Writes a problem as RFC 9457 has it, or as the Open Inference Protocol does. */
public record ProblemSerializer(String mediaType, String json) {
  private static final String INFERENCE = "/v2";

  /**
   * @param path that was asked for
   */
  public static ProblemSerializer of(Problem problem, String path) {
    if (path.equals(INFERENCE) || path.startsWith(INFERENCE + "/")) {
      String json = JsonNodeFactory.instance.objectNode().put("error", problem.detail()).toString();
      return new ProblemSerializer(MediaType.APPLICATION_JSON, json);
    }
    return new ProblemSerializer(Problem.MEDIA_TYPE, problem.json());
  }
}
