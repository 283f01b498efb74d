package dev.quantmask.pytorch.io;

import dev.quantmask.text.Text;

/**
 * A byte of a file, or of one part of it.
 *
 * @param part the file, or {@code file!entry} inside a zip
 * @param offset in bytes from the start of the part
 */
public record FilePosition(String part, long offset) {
  /** Returns an exception for the caller to throw: it says what should stand here and what does. */
  public MalformedCheckpointException expected(String expected, String found) {
    return problem(Text.format("expected %s, found %s", expected, found));
  }

  /** To be thrown by the caller: what should stand here and which value does. */
  public MalformedCheckpointException wrong(String expected, Object value) {
    return expected(expected, ValueDescriber.describe(value));
  }

  /** Returns an exception for the caller to throw: it says what is wrong here. */
  public MalformedCheckpointException problem(String problem) {
    return new MalformedCheckpointException(Text.format("%s: %s", this, problem));
  }

  @Override
  public String toString() {
    return Text.format("%s, byte %d", part, offset);
  }
}
