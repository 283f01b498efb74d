package dev.quantmask.server.openinference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A request as the protocol has it.
 *
 * @param id comes back in the answer; null when there is none
 * @param outputs what is asked for, in that order
 */
public record InferenceRequest(
    String id, ObjectNode parameters, InputTensor input, List<RequestedOutput> outputs) {

  /**
   * An output that is asked for.
   *
   * @param binary behind the JSON rather than in it
   */
  public record RequestedOutput(Output output, boolean binary) {}

  public boolean asksFor(Output output) {
    return outputs.stream().anyMatch(requested -> requested.output() == output);
  }
}
