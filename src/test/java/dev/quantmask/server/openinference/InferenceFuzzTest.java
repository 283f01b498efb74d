package dev.quantmask.server.openinference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.server.problem.ProblemException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, it is a request of the protocol, or an exception says why it is none. */
class InferenceFuzzTest {
  private static final InferenceRequestReader READER =
      new InferenceRequestReader(new ObjectMapper());
  private static final InputImages IMAGES = new InputImages(ImageLimits.DEFAULT, 4);

  static Stream<byte[]> requests() throws IOException {
    Path bodies = Path.of("test-data/inference");
    return Stream.of(
        Files.readAllBytes(bodies.resolve("pixels_binary.bin")),
        Files.readAllBytes(bodies.resolve("pixels_json.bin")),
        Files.readAllBytes(bodies.resolve("encoded_masks.bin")),
        """
        {"id": "1", "parameters": {"minScore": 0.5}, "outputs": [{"name": "boxes"}], "inputs": [{"name": "encoded_image",
         "datatype": "BYTES", "shape": [1], "data": ["iVBORw0KGgo="]}]}"""
            .getBytes(UTF_8));
  }

  /** The JSON ends with the last brace; what is behind it is binary. */
  @MethodSource("requests")
  @FuzzTest
  void request(byte[] body) throws IOException {
    int jsonLength = body.length;
    while (jsonLength > 1 && body[jsonLength - 1] != '}') {
      jsonLength--;
    }
    try {
      assertThat(IMAGES.of(READER.read(body, jsonLength))).isNotEmpty();
    } catch (ProblemException
        | ImageException
        | JsonProcessingException
        | CharConversionException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
