package dev.quantmask.torchscript;

/**
 * A byte of a file, or of one part of it.
 *
 * @param part the file, or {@code file!entry} inside a zip
 * @param offset in bytes from the start of the part
 */
public record FilePosition(String part, long offset) {
  /** To be thrown by the caller: what should stand here and what does. */
  public MalformedCheckpointException expected(String expected, String found) {
    return problem("expected %s, found %s".formatted(expected, found));
  }

  /** To be thrown by the caller: what is wrong here. */
  public MalformedCheckpointException problem(String problem) {
    return new MalformedCheckpointException("%s: %s".formatted(this, problem));
  }

  @Override
  public String toString() {
    return "%s, byte %d".formatted(part, offset);
  }
}
