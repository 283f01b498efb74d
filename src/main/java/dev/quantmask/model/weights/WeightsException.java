package dev.quantmask.model.weights;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;

/** Says that weights are not those of the configured network, and lists all that differs. */
public final class WeightsException extends IOException {
  private static final long serialVersionUID = 1L;

  WeightsException(List<String> problems) {
    super(
        Text.format(
            "the weights do not fit the configuration (problems: %d):%n  %s",
            problems.size(), String.join(System.lineSeparator() + "  ", problems)));
  }
}
