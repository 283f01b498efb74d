package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | JSON",
        "*/* | JSON",
        "application/json | JSON",
        "image/png | PNG",
        "image/* | PNG",
        "IMAGE/PNG;q=0.9, */*;q=0.1 | PNG",
        "image/png;q=0.1, application/json | JSON",
        "image/png, application/json | JSON",
        "text/html, */*;q=0.8 | JSON",
        "application/json;q=0, image/png;q=0.1 | PNG"
      })
  void theFormatThatIsLikedBest(String accept, AnswerFormat format) {
    assertThat(AnswerFormat.of(accept)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({"text/html", "application/json;q=0", "image/png;q=some"})
  void otherFormatsAreNotAcceptable(String accept) {
    assertThatThrownBy(() -> AnswerFormat.of(accept))
        .hasMessage("Accept: expected application/json or image/png");
  }

  @Test
  void whatLambdaLetsPassPasses() {
    byte[] answer = new byte[AnswerLimit.BYTES];
    assertThat(AnswerLimit.checked(answer)).isSameAs(answer);
    assertThatThrownBy(() -> AnswerLimit.checked(new byte[AnswerLimit.BYTES + 1]))
        .hasMessage(
            "the answer has 6291457 bytes, and Lambda lets 6291456 pass: raise minScore, lower"
                + " maxDetections, or ask for masks=none; frames in a bucket have no such limit");
  }

  @Test
  void picturesThatFitInAnyCaseAreDrawn() {
    AnswerLimit.checkPicture(1280 * 720);
    assertThatThrownBy(() -> AnswerLimit.checkPicture(1920 * 1080))
        .hasMessageContaining("a picture of 2073600 pixels");
  }
}
