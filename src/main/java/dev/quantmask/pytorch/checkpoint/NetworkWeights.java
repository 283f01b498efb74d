package dev.quantmask.pytorch.checkpoint;

import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a network as a checkpoint has them.
 *
 * @param tensors by name, without what stood before the names
 * @param place where they were; empty when they are the whole file
 * @param leftOut names of tensors beside them that are not under their prefix
 * @param family number of the names by which they were found; -1 when none was found
 */
public record NetworkWeights(
    Map<String, Tensor> tensors, String place, List<String> leftOut, int family) {
  private static final int NAMED = 3;

  public NetworkWeights {
    leftOut = List.copyOf(leftOut);
  }

  /** Says for people what was taken and what was not; empty when there was nothing to choose. */
  public Optional<String> note() {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String taken = Text.format("the weights at %s are taken", ValueDescriber.describe(place));
    if (leftOut.isEmpty()) {
      return Optional.of(taken);
    }
    String names = String.join(", ", leftOut.subList(0, Math.min(NAMED, leftOut.size())));
    return Optional.of(
        Text.format(
            "%s; %d tensors beside them are not: %s%s",
            taken,
            leftOut.size(),
            ValueDescriber.shorten(names),
            leftOut.size() > NAMED ? ", ..." : ""));
  }
}
