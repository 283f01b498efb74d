package dev.quantmask.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  // FIPS 180-2, B.1: the SHA-256 of "abc".
  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void aKeyHasAnOwner() {
    ApiKeys keys =
        ApiKeys.of(Map.of("game", HASH_OF_ABC.toUpperCase(Locale.ROOT), "other", "00".repeat(32)));
    assertThat(keys.isEmpty()).isFalse();
    assertThat(keys.owner("abc")).hasValue("game");
    assertThat(keys.owner("abd")).isEmpty();
    assertThat(keys.owner("")).isEmpty();
    assertThat(keys.owner(HASH_OF_ABC)).isEmpty();
  }

  @Test
  void withoutKeysNobodyHasOne() {
    assertThat(ApiKeys.of(Map.of()).isEmpty()).isTrue();
    assertThat(ApiKeys.of(Map.of()).owner("abc")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "the key itself, by mistake"})
  void whatIsNoHashIsRefusedAndNotShown(String value) {
    assertThatThrownBy(() -> ApiKeys.of(Map.of("game", value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            Text.format(
                "quantmask.api-keys.game: expected the SHA-256 of the key, 64 hexadecimal digits,"
                    + " found %d characters",
                value.length()));
  }
}
