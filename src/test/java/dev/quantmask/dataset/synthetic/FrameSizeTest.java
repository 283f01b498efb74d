package dev.quantmask.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSizeTest {
  @Test
  void isReadAsItIsWritten() {
    assertThat(FrameSize.of("640x360")).isEqualTo(new FrameSize(640, 360));
    assertThat(FrameSize.of("160x90").scale()).isEqualTo(0.25);
    assertThat(FrameSize.of("3840x2160").scale()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"159x90", "160x89", "3841x2160", "3840x2161", "0x0", "99999x99999"})
  void hasBounds(String text) {
    assertThatThrownBy(() -> FrameSize.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected 160x90 to 3840x2160, found " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "640", "640x", "640X360", "-640x360", "640x360x3", "100000x100000"})
  void isTwoNumbers(String text) {
    assertThatThrownBy(() -> FrameSize.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected WIDTHxHEIGHT, as in 640x360, found \"" + text + "\"");
  }
}
