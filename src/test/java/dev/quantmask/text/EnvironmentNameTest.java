package dev.quantmask.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.common.utils.StringUtil;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SmallRye Config finds keys in the environment by the same names. */
class EnvironmentNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "quantmask.model.cache-folder",
        "quantmask.models.\"game.v2\".path",
        "quantmask.api-keys.game_server",
        "quantmask.index[0]"
      })
  void nameIsThatOfTheConfiguration(String key) {
    assertThat(EnvironmentName.of(key))
        .isEqualTo(StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT));
  }
}
