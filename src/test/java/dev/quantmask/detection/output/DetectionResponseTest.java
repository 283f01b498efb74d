package dev.quantmask.detection.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.Timing;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionResponseTest {
  private static final Rle MASK = new Rle(2, 3, new int[] {1, 2, 3});

  private static String json(DetectionResponse answer) throws Exception {
    return new ObjectMapper().writeValueAsString(answer);
  }

  private static DetectionResult result(Timing timing) {
    Detection detection = new Detection(1, "dog", 0.9f, new Detection.Box(0.1f, 0, 2.5f, 2), MASK);
    return new DetectionResult(
        new RgbImage(3, 2, new byte[18]),
        new Detections(3, 2, List.of(detection), timing),
        FakeDetector.MODEL);
  }

  @Test
  void aEndpointAnswersTheModelAndRoundedTiming() throws Exception {
    Timing timing = new Timing(0.12345, 0, 2000, 3.9996, 5, 6, true);
    assertThat(json(DetectionResponse.of(result(timing), MaskFormat.RLE)))
        .isEqualTo(
            Text.format(
                """
            {"width":3,"height":2,\
            "detections":[{"label":"dog","classId":1,"score":0.9,"box":[0.1,0.0,2.5,2.0],\
            "mask":{"size":[2,3],"counts":"%s"}}],\
            "timing":{"decode":0.123,"queue":0.0,"load":2000.0,"inference":4.0,\
            "postprocess":5.0,"total":6.0,"coldStart":true},\
            "model":{"name":"fake","scheme":"dynamic","precision":"int8","device":"cpu","sha256":"00ff"}}""",
                MASK.compressed()));
  }

  @Test
  void aCommandNamesTheImageAndLeavesTheModelOut() throws Exception {
    Timing timing = new Timing(1, 0, 0, 3, 4, 8, false);
    assertThat(json(DetectionResponse.ofFile("a/b.png", result(timing), MaskFormat.NONE)))
        .isEqualTo(
            """
            {"image":"a/b.png","width":3,"height":2,\
            "detections":[{"label":"dog","classId":1,"score":0.9,"box":[0.1,0.0,2.5,2.0]}],\
            "timing":{"decode":1.0,"queue":0.0,"inference":3.0,\
            "postprocess":4.0,"total":8.0,"coldStart":false}}""");
  }

  @Test
  void polygonsTakeTheMasksPlace() throws Exception {
    Timing timing = new Timing(1, 0, 0, 3, 4, 8, false);
    assertThat(json(DetectionResponse.of(result(timing), MaskFormat.POLYGON)))
        .contains("\"polygons\":[[")
        .doesNotContain("\"mask\"");
  }
}
