package dev.quantmask.function.inference;

/** A request that is not understood: the message names the field, what it expects and has. */
public final class InferenceRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  InferenceRequestException(String format, Object... arguments) {
    super(format.formatted(arguments));
  }
}
