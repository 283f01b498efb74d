package dev.quantmask.server.detections;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.server.problem.Problem;

/** The answer to one image of several, with the status that it would have had alone. */
public sealed interface BatchItemResponse {
  /** Holds what was found. */
  record Found(int status, @JsonUnwrapped DetectionResponse answer) implements BatchItemResponse {}

  /** Why nothing was looked for; a problem has its status. */
  record Refused(@JsonUnwrapped Problem problem) implements BatchItemResponse {}
}
