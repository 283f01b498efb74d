package dev.quantmask.server.openinference;

import dev.quantmask.server.problem.ProblemException;
import java.util.List;

/** Names what a request may give, one of them. */
public enum Input {
  /** Pixels, red green blue; {@code [H, W, 3]} does as well for one image. */
  IMAGE("image", "UINT8", List.of(-1L, -1L, -1L, 3L)),

  /**
   * Bytes of files: JPEG, PNG, WebP or BMP; {@code [N]} does as well. perf_analyzer knows no
   * tensors without a shape behind the number of images.
   */
  ENCODED_IMAGE("encoded_image", "BYTES", List.of(-1L, 1L));

  private final String tensor;
  private final String datatype;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Long> shape;

  Input(String tensor, String datatype, List<Long> shape) {
    this.tensor = tensor;
    this.datatype = datatype;
    this.shape = shape;
  }

  TensorMetadata metadata() {
    return new TensorMetadata(tensor, datatype, shape);
  }

  static Input of(InputTensor sent) {
    for (Input input : values()) {
      if (input.tensor.equals(sent.name())) {
        if (!input.datatype.equals(sent.datatype())) {
          throw ProblemException.badRequest(
              "inputs[0].datatype: expected %s of %s, found \"%.40s\"",
              input.datatype, input.tensor, sent.datatype());
        }
        return input;
      }
    }
    throw ProblemException.badRequest(
        "inputs[0].name: expected %s or %s, found \"%.40s\"",
        IMAGE.tensor, ENCODED_IMAGE.tensor, sent.name());
  }
}
