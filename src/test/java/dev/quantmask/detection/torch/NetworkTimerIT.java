package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.engine.Device;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.LayerRun;
import dev.quantmask.model.network.NetworkPhase;
import dev.quantmask.model.network.NetworkSizes;
import dev.quantmask.model.quantization.Scheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed is the network that serves. */
class NetworkTimerIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aProfileSeesWhatTheDetectorFinds(Scheme scheme) throws Exception {
    Path archive = TestModels.convert(TestModels.REFERENCE, scheme, directory);
    RgbImage image = TestModels.image(TestModels.IMAGES.resolve("half.png"));
    try (Detector detector = TestModels.load(archive);
        NetworkTimer timer = NetworkTimer.load(archive, Device.CPU)) {
      int found = detector.detect(image, DetectionOptions.ALL).detections().size();
      NetworkProfile profile = timer.profile(image);

      assertThat(profile.sizes()).isEqualTo(new NetworkSizes(256, 288, 1000, found));
      assertThat(profile.phases()).containsOnlyKeys(NetworkPhase.values());
      assertThat(profile.phases().values()).allMatch(time -> time > 0);
      assertThat(profile.rest()).isPositive();
    }
  }

  @Test
  void largerLayersTakeLonger() throws Exception {
    Path archive = TestModels.convert(TestModels.REFERENCE, Scheme.FP32, directory);
    try (NetworkTimer timer = NetworkTimer.load(archive, Device.CPU)) {
      double small = best(timer, List.of(1, 64, 4, 4));
      double large = best(timer, List.of(1, 64, 400, 400));
      assertThat(large).isGreaterThan(10 * small); // 10,000 times the products
    }
  }

  private static double best(NetworkTimer timer, List<Integer> shape) {
    double[] times = timer.alone(new LayerRun("fpn.output2", shape, true), 7);
    assertThat(times).hasSize(7);
    double best = Double.MAX_VALUE;
    for (double time : times) {
      best = Math.min(best, time);
    }
    return best;
  }

  @Test
  void nothingFoundIsTimedToo() throws Exception {
    Path archive =
        TestModels.convert(
            TestModels.REFERENCE,
            Scheme.DYNAMIC,
            directory,
            config -> config.replace("MIN_SIZE: 0\n    NAME: RPN", "MIN_SIZE: 5000"));
    try (NetworkTimer timer = NetworkTimer.load(archive, Device.CPU)) {
      NetworkProfile profile = timer.profile(TestModels.grey(64, 48));

      assertThat(profile.sizes().proposals()).isZero();
      assertThat(profile.phases().get(NetworkPhase.BACKBONE)).isPositive();
    }
  }
}
