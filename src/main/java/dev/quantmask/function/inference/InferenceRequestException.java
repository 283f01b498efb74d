package dev.quantmask.function.inference;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.text.Text;

/** A request that is not understood: the message names the field, what it expects and has. */
public final class InferenceRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @FormatMethod
  InferenceRequestException(String format, Object... arguments) {
    super(Text.format(format, arguments));
  }
}
