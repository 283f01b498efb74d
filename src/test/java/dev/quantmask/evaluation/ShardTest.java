package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.text.Text;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void takesEveryNth() {
    assertThat(Shard.of("0/3").positions(7)).containsExactly(0, 3, 6);
    assertThat(Shard.of("2/3").positions(7)).containsExactly(2, 5);
    assertThat(Shard.ALL.positions(2)).containsExactly(0, 1);
  }

  @Test
  void onesThatDoNotExistAreRefused() {
    assertThatThrownBy(() -> Shard.of("3/3")).hasMessage("shard: expected 0/3 to 2/3, found 3/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "-1/3", "0/0", "1", "1/2/3", ""})
  void othersAreRefused(String text) {
    assertThatThrownBy(() -> Shard.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            Text.format("shard: expected i/n with i from 0 to n - 1, as in 0/4, found '%s'", text));
  }

  @Test
  void moreThanImages() {
    assertThatThrownBy(() -> Shard.of("1/9").requireImages(4))
        .isInstanceOf(IOException.class)
        .hasMessage("shard 1/9: expected at most as many parts as there are images, 4");
  }
}
