package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTrackingTest {
  private final StreamTracking tracking = new StreamTracking();

  /** Ten pixels a frame: after four dropped frames its box is clear of the last one. */
  @Test
  void anObjectMovesOnInFramesThatWereDropped() {
    for (int frame = 0; frame < 20; frame++) {
      assertThat(trackAt(frame)).isEqualTo(1);
    }
    assertThat(trackAt(24)).isEqualTo(1);
    assertThat(trackAt(25)).isEqualTo(1);
  }

  private Integer trackAt(int frame) {
    int x = 10 * frame;
    Detection object = new Detection(0, "enemy", 0.9f, new Detection.Box(x, 10, x + 40, 50), null);
    DetectionResult result =
        tracking.update(
            frame,
            new DetectionResult(null, new Detections(640, 360, List.of(object), null), null));
    return result.detections().detections().get(0).trackId();
  }
}
