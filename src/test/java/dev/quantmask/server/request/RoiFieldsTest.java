package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.image.RgbImage;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.roi.RoiRectangle;
import dev.quantmask.server.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoiFieldsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DetectionResult FOUND = found(32, 16);

  /** A cat and a dog at the first pixel. */
  private static DetectionResult found(int width, int height) {
    RgbImage image = new RgbImage(width, height, new byte[3 * width * height]);
    return new DetectionResult(
        image, new FakeDetector().detect(image, DetectionOptions.ALL), FakeDetector.MODEL);
  }

  private static RequestOptions query(String roi) {
    return QueryOptions.of(MultiMap.caseInsensitiveMultiMap().add("roi", roi));
  }

  private static RequestOptions function(String roi) throws Exception {
    return DetectRequest.of(MAPPER.readTree("{\"image\":\"AAAA\",\"roi\":" + roi + "}")).options();
  }

  @Test
  void theQueryHasTheTextOfWhatTheFunctionHas() throws Exception {
    String all =
        """
        {"width": 1280, "height": 720.0, "block": 32, "strength": 9, "margin": 0, "smoothing": 0.5,
        "weights": {"cat": 1, "*": 0.25}, "minScore": 0.75, "maxRegions": 8,
        "hud": [{"x": 0, "y": 1, "width": 320, "height": 48}]}""";
    RoiOptions expected =
        new RoiOptions(
            1280,
            720,
            32,
            9,
            0,
            0.5,
            Map.of("cat", 1.0, "*", 0.25),
            List.of(new RoiRectangle(0, 1, 320, 48)),
            0.75,
            8);
    assertThat(query(all).roi()).isEqualTo(expected);
    assertThat(function(all).roi()).isEqualTo(expected);
    assertThat(query("{}").roi()).isEqualTo(RoiOptions.DEFAULT);
    assertThat(function("{}").roi()).isEqualTo(RoiOptions.DEFAULT);
    assertThat(function("null").roi()).isNull();
  }

  @Test
  void masksAreMadeForTheMapThoughTheAnswerHasNone() {
    RequestOptions options =
        QueryOptions.of(MultiMap.caseInsensitiveMultiMap().add("roi", "{}").add("masks", "none"));
    assertThat(options.detection().masks()).isTrue();
    assertThat(options.masks()).isEqualTo(MaskFormat.NONE);
  }

  /** Two blocks, of which the first one has the objects: -4 and 4, as base64 of 0xfc 0x04. */
  @Test
  void theAnswerHasTheGridAndTheRectangles() throws Exception {
    RequestOptions options = query("{\"strength\": 8, \"margin\": 0}");
    JsonNode answer =
        MAPPER.valueToTree(DetectionResponse.of(FOUND, MaskFormat.NONE, options.map(FOUND)));
    assertThat(answer.get("roi").toString())
        .isEqualTo(
            """
            {"width":32,"height":16,"block":16,"columns":2,"rows":1,"offsets":"/AQ=",\
            "background":4,"regions":[{"x":0,"y":0,"width":16,"height":16,"offset":-4}]}""");
    assertThat(answer.at("/detections/0").has("mask")).isFalse();
  }

  /** 8 (1/2 - 1) = -4; then the first block keeps half: 8 (1/4 - 1/2) = -2. */
  @Test
  void theMapsOfAStreamFollowEachOther() {
    DetectionResult empty =
        new DetectionResult(
            FOUND.image(),
            new FakeDetector().detect(FOUND.image(), new DetectionOptions(1, 1, true, false)),
            FakeDetector.MODEL);
    RequestOptions image = query("{\"strength\": 8, \"margin\": 0, \"smoothing\": 0.5}");
    assertThat(image.map(FOUND).offsets()).containsExactly(-4, 4);
    assertThat(image.map(empty).offsets()).containsExactly(0, 0);
    RequestOptions stream = image.ofStream();
    assertThat(stream.map(FOUND).offsets()).containsExactly(-4, 4);
    assertThat(stream.map(empty).offsets()).containsExactly(-2, 2);
    assertThat(image.ofStream().map(empty).offsets()).containsExactly(0, 0);
    assertThat(RequestOptions.DEFAULT.ofStream().map(FOUND)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16 | roi: expected a JSON object, found 16",
        "[] | roi: expected a JSON object, found array",
        "{\"blocks\": 16} | roi.blocks: no such option; expected one of block, height, hud, margin,"
            + " maxRegions, minScore, smoothing, strength, weights, width",
        "{\"block\": 20} | roi.block: expected 8, 16, 32 or 64, found 20",
        "{\"block\": \"16\"} | roi.block: expected a whole number, found the text \"16\"",
        "{\"block\": null} | roi.block: expected a whole number, found null",
        "{\"strength\": 1.5} | roi.strength: expected a whole number, found 1.5",
        "{\"strength\": -1} | roi.strength: expected a whole number from 0 to 51, found -1",
        "{\"margin\": 1e9} | roi.margin: expected a whole number from 0 to 256, found 1000000000",
        "{\"margin\": 1e10} | roi.margin: expected a whole number, found 1.0E10",
        "{\"smoothing\": 1} | roi.smoothing: expected a number from 0 to below 1, found 1.0",
        "{\"minScore\": 1.5} | roi.minScore: expected a number from 0 to 1, found 1.5",
        "{\"smoothing\": true} | roi.smoothing: expected a number, found true",
        "{\"width\": 1280} | roi.width, height: expected both or none, found 1280 and 0",
        "{\"width\": 0, \"height\": 0} | roi.width: expected a whole number of at least 1, found 0",
        "{\"width\": 9000, \"height\": 8} | roi.width: expected a whole number from 0 to 8192, found"
            + " 9000",
        "{\"weights\": {\"cat\": 2}} | roi.weights.cat: expected a number from 0 to 1, found 2.0",
        "{\"weights\": {\"cat\": \"1\"}} | roi.weights.cat: expected a number, found the text \"1\"",
        "{\"weights\": 1} | roi.weights: expected an object with a number for each class, found 1",
        "{\"hud\": {}} | roi.hud: expected an array of rectangles, found object",
        "{\"hud\": [[0, 0, 1, 1]]} | roi.hud[0]: expected an object with x, y, width and height, found"
            + " array",
        "{\"hud\": [{\"x\": 0}]} | roi.hud[0].y: expected a whole number, found none",
        "{\"hud\": [{\"x\": 0, \"y\": 0, \"width\": 0, \"height\": 1}]} | roi.hud[0]: expected x and y"
            + " of at least 0, and a width and a height of at least 1, found 0, 0, 0, 1"
      })
  void aBadValueIsSaidInTheSameWordsInTheQuery(String roi, String message) {
    assertThatThrownBy(() -> query(roi)).isInstanceOf(ProblemException.class).hasMessage(message);
    assertThatThrownBy(() -> function(roi))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(value = {"''", "'{'", "'{} {}'", "'block'"})
  void aTextThatIsNoJsonIsRefused(String roi) {
    assertThatThrownBy(() -> query(roi))
        .isInstanceOf(ProblemException.class)
        .hasMessage("roi: expected a JSON object, found \"" + roi + "\"");
  }

  @Test
  void aWeightOfNoClassOfTheModelIsRefused() {
    RequestOptions options = query("{\"weights\": {\"kat\": 1}}");
    assertThatThrownBy(() -> options.map(FOUND))
        .isInstanceOf(ProblemException.class)
        .hasMessage("roi.weights.kat: the model has no such class; expected one of cat, dog or *");
  }
}
