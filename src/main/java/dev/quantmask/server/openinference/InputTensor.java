package dev.quantmask.server.openinference;

import dev.quantmask.server.problem.ProblemException;
import java.util.List;

/**
 * A tensor as it was sent.
 *
 * @param contentType how texts hold bytes; null when it is not said
 */
public record InputTensor(
    String name, String datatype, List<Long> shape, String contentType, Content content) {

  /** Holds the elements in row-major order. */
  public sealed interface Content {}

  /** Holds elements from JSON, each 0 to 255. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
  public record Numbers(byte[] values) implements Content {}

  /** Holds texts from JSON. */
  public record Texts(List<String> values) implements Content {}

  /** Holds bytes of the body, such as those behind the JSON. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Binary(byte[] body, int offset, int size) implements Content {}

  /**
   * The number of elements that the shape has.
   *
   * @throws ProblemException when it has a negative length, or more than an array can hold
   */
  int elements() {
    long elements = 1;
    for (long length : shape) {
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw ProblemException.badRequest(
            "inputs[0].shape: expected lengths from 0 to %d, found %s", Integer.MAX_VALUE, shape);
      }
      elements *= length;
      if (elements > Integer.MAX_VALUE) {
        throw ProblemException.badRequest(
            "inputs[0].shape: expected at most %d elements, found %s", Integer.MAX_VALUE, shape);
      }
    }
    return (int) elements;
  }
}
