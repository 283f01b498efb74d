package dev.quantmask.server.openinference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.server.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  private static final int LONGEST_ID = 1_024; // it comes back in the answer

  /** Has a meaning, and an effect; the last three are for Triton, and have none. */
  public static final Set<String> PARAMETERS =
      Set.of(
          "minScore",
          "maxDetections",
          "classAgnosticNms",
          "priority",
          "timeout",
          "triton_enable_empty_final_response");

  public InferenceRequest {
    if (id != null && id.length() > LONGEST_ID) {
      throw ProblemException.badRequest(
          "id: expected at most %d characters, found %d", LONGEST_ID, id.length());
    }
    if (input == null) {
      throw ProblemException.badRequest("inputs: expected one tensor, found none");
    }
  }

  /** All outputs but what is large, for when none is named. */
  public static List<RequestedOutput> unnamed(boolean binary) {
    return Output.UNASKED.stream().map(output -> new RequestedOutput(output, binary)).toList();
  }

  /**
   * @param known the names of parameters that have a meaning at this place
   */
  public static void requireKnown(String name, String where, Set<String> known) {
    if (!known.contains(name)) {
      throw ProblemException.badRequest(
          "%s.%.40s: not supported; expected one of %s",
          where, name, known.stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  public boolean asksFor(Output output) {
    return outputs.stream().anyMatch(requested -> requested.output() == output);
  }
}
