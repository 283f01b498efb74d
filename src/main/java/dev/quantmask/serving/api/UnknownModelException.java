package dev.quantmask.serving.api;

import dev.quantmask.text.Text;
import java.util.Collection;

/** No model has the name that was asked for. */
public final class UnknownModelException extends ServingException {
  private static final long serialVersionUID = 1L;

  public UnknownModelException(String name, Collection<String> known) {
    super(
        Outcome.UNKNOWN_MODEL,
        Text.format("model: expected one of %s, found \"%.64s\"", String.join(", ", known), name));
  }
}
