package dev.quantmask.server.openinference;

import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.DetectionRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The images of an input tensor. */
public final class InputImages {
  private static final String BASE64 = "base64";

  private final ImageLimits limits;
  private final int mostImages;

  public InputImages(ImageLimits limits, int mostImages) {
    this.limits = limits;
    this.mostImages = mostImages;
  }

  /**
   * At least one.
   *
   * @throws ProblemException when the tensor is not what its metadata says
   * @throws ImageException when its images are larger than may be
   */
  public List<DetectionRequest.Image> of(InferenceRequest request) throws ImageException {
    InputTensor tensor = request.input();
    return switch (Input.of(tensor)) {
      case IMAGE -> pixels(tensor);
      case ENCODED_IMAGE -> files(tensor);
    };
  }

  private List<DetectionRequest.Image> pixels(InputTensor tensor) throws ImageException {
    List<Long> shape = tensor.shape();
    int rank = shape.size();
    if (rank < 3 || rank > 4 || shape.get(rank - 1) != 3) {
      throw ProblemException.badRequest(
          "inputs[0].shape: expected [H, W, 3] or [N, H, W, 3], found %s", shape);
    }
    int elements = tensor.elements();
    checkCount(rank == 3 ? 1 : shape.get(0));
    if (elements == 0) {
      throw ProblemException.badRequest("inputs[0].shape: expected no 0, found %s", shape);
    }
    int height = shape.get(rank - 3).intValue();
    int width = shape.get(rank - 2).intValue();
    limits.check(width, height);
    checkElements(elements, bytesOf(tensor));
    List<DetectionRequest.Image> images = new ArrayList<>();
    int size = height * width * 3;
    for (int from = 0; from < elements; from += size) {
      byte[] image = bytes(tensor, from, from + size);
      images.add(new DetectionRequest.Decoded(new RgbImage(width, height, image)));
    }
    return images;
  }

  private static int bytesOf(InputTensor tensor) {
    if (tensor.content() instanceof InputTensor.Binary binary) {
      return binary.size();
    }
    if (tensor.content() instanceof InputTensor.Numbers numbers) {
      return numbers.values().length;
    }
    throw ProblemException.badRequest("inputs[0].data: expected numbers, found texts");
  }

  private static byte[] bytes(InputTensor tensor, int from, int to) {
    return tensor.content() instanceof InputTensor.Binary binary
        ? Arrays.copyOfRange(binary.body(), binary.offset() + from, binary.offset() + to)
        : Arrays.copyOfRange(((InputTensor.Numbers) tensor.content()).values(), from, to);
  }

  private List<DetectionRequest.Image> files(InputTensor tensor) {
    int elements = tensor.elements();
    checkCount(elements);
    List<byte[]> files =
        tensor.content() instanceof InputTensor.Binary binary
            ? prefixed(binary, elements)
            : decoded(tensor, elements);
    return files.stream().<DetectionRequest.Image>map(DetectionRequest.Encoded::new).toList();
  }

  private static List<byte[]> decoded(InputTensor tensor, int elements) {
    if (!(tensor.content() instanceof InputTensor.Texts texts)) {
      throw ProblemException.badRequest("inputs[0].data: expected texts, found numbers");
    }
    if (tensor.contentType() != null && !tensor.contentType().equals(BASE64)) {
      throw ProblemException.badRequest(
          "inputs[0].parameters.content_type: expected %s, found \"%.40s\"",
          BASE64, tensor.contentType());
    }
    checkElements(elements, texts.values().size());
    List<byte[]> files = new ArrayList<>();
    for (String text : texts.values()) {
      try {
        files.add(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        throw ProblemException.badRequest(
            "inputs[0].data, element %d: not base64, as RFC 4648, section 4, has it", files.size());
      }
    }
    return files;
  }

  /** Each with its length before it, in four bytes. */
  private static List<byte[]> prefixed(InputTensor.Binary binary, int elements) {
    ByteBuffer buffer =
        ByteBuffer.wrap(binary.body(), binary.offset(), binary.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> files = new ArrayList<>();
    while (buffer.hasRemaining() && files.size() < elements) {
      int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        throw ProblemException.badRequest(
            "inputs[0], element %d: expected its length in 4 bytes and as many bytes, found %d more",
            files.size(), buffer.remaining());
      }
      byte[] file = new byte[length];
      buffer.get(file);
      files.add(file);
    }
    if (buffer.hasRemaining()) {
      throw ProblemException.badRequest(
          "inputs[0]: expected %d elements, found %d bytes more", elements, buffer.remaining());
    }
    checkElements(elements, files.size());
    return files;
  }

  private void checkCount(long images) {
    if (images < 1 || images > mostImages) {
      throw ProblemException.badRequest(
          "inputs[0].shape: expected 1 to %d images, found %d", mostImages, images);
    }
  }

  private static void checkElements(int expected, int found) {
    if (expected != found) {
      throw ProblemException.badRequest(
          "inputs[0]: expected %d elements, as its shape has, found %d", expected, found);
    }
  }
}
