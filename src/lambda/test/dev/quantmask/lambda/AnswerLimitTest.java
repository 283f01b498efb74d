package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnswerLimitTest {
  @Test
  void responsesUpToTheLimitOfLambdaPass() {
    byte[] answer = new byte[AnswerLimit.BYTES];
    assertThat(AnswerLimit.checked(answer)).isSameAs(answer);
    assertThatThrownBy(() -> AnswerLimit.checked(new byte[AnswerLimit.BYTES + 1]))
        .hasMessageStartingWith("the answer has 6291457 bytes, and Lambda lets 6291456 pass: raise")
        .hasMessageContaining("masks=none");
  }
}
