package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.image.YuvFormat;
import dev.quantmask.image.YuvFormat.Layout;
import dev.quantmask.image.YuvFormat.Matrix;
import dev.quantmask.image.YuvFormat.Range;
import dev.quantmask.server.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameParametersTest {
  private static Optional<YuvFormat> of(String query) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=");
      parameters.add(parts[0], parts[1]);
    }
    return FrameParameters.of(parameters, 4_000_000);
  }

  @Test
  void withoutThemFramesAreImages() {
    assertThat(of("minScore=0.5")).isEmpty();
  }

  @Test
  void whatIsNotSaidIsUsualForGames() {
    assertThat(of("frames=nv12&width=1920&height=1080"))
        .contains(new YuvFormat(Layout.NV12, 1920, 1080, 1920, Matrix.BT709, Range.LIMITED));
    assertThat(of("frames=nv12&width=7&height=5").orElseThrow().stride()).isEqualTo(8);
    assertThat(of("frames=i420&width=7&height=5").orElseThrow().stride()).isEqualTo(7);
  }

  @Test
  void everythingMayBeSaid() {
    assertThat(of("frames=i420&width=640&height=480&stride=704&matrix=bt601&range=full"))
        .contains(new YuvFormat(Layout.I420, 640, 480, 704, Matrix.BT601, Range.FULL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "width=5 | width: expected frames beside it, for raw frames",
        "frames=rgb&width=5&height=5 | frames: expected one of nv12, i420, found \"rgb\"",
        "frames=NV12&width=5&height=5 | frames: expected one of nv12, i420, found \"NV12\"",
        "frames=nv12&width=5 | height: expected a whole number from 1 to 1048576, found none",
        "frames=nv12&width=0&height=5 | width: expected a whole number from 1 to 1048576, found \"0\"",
        "frames=nv12&width=5e1&height=5 | width: expected a whole number from 1 to 1048576, found \"5e1\"",
        "frames=nv12&width=64&height=64&stride=63 | stride: expected at least 64, found 63",
        "frames=i420&width=5&height=5&matrix=bt2020 | matrix: expected one of bt601, bt709, found \"bt2020\"",
        "frames=i420&width=5&height=5&range=tv | range: expected one of limited, full, found \"tv\"",
        "frames=nv12&width=2147483647&height=1 | width: expected a whole number from 1 to 1048576, found \"2147483647\"",
        "frames=nv12&width=3840&height=2160 | frames: expected frames of at most 4000000 bytes, found 12441600",
      })
  void mistakesAreNamed(String query, String message) {
    assertThatThrownBy(() -> of(query)).isInstanceOf(ProblemException.class).hasMessage(message);
  }
}
