package dev.quantmask.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.remote.RemoteSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
  private static final String HASH = "0".repeat(64);

  private static void check(Map<String, String> environment) {
    EnvironmentVariable further =
        new EnvironmentVariable("QUANTMASK_OTHER_KEY", "quantmask.other.key", String.class, null);
    UnknownNames.check(
        new KnownKeys(List.of(further)), List.of(new EnvConfigSource(environment, 300)));
  }

  @ParameterizedTest
  @CsvSource({
    "QUANTMASK_QUEUE_MAX_SISE, QUANTMASK_QUEUE_MAX_SIZE",
    "QUANTMASK_API_KEY_GAME, QUANTMASK_API_KEYS_NAME",
    "QUANTMASK_API_KEYS, QUANTMASK_API_KEYS_NAME",
    "QUANTMASK_API_KEYS_, QUANTMASK_API_KEYS_NAME",
    "QUANTMASK_MODELS_GAME_PTH, QUANTMASK_MODELS_NAME_PATH",
    "QUANTMASK_DEVISE, QUANTMASK_DEVICE",
    "quantmask_devise, QUANTMASK_DEVICE",
    "quantmask.devise, QUANTMASK_DEVICE",
    "QUANTMASK_DEVICE_, QUANTMASK_DEVICE",
    "QUANTMASK_, QUANTMASK_DEVICE",
  })
  void refusesVariableThatNoKeyTakes(String variable, String nearest) {
    assertThatThrownBy(() -> check(Map.of(variable, HASH)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            variable
                + ": no configuration key has this name in the environment; the nearest is "
                + nearest);
  }

  @Test
  void namesEveryVariableThatNoKeyTakes() {
    assertThatThrownBy(() -> check(Map.of("QUANTMASK_A", "", "QUANTMASK_B", "")))
        .hasMessageContaining("QUANTMASK_A:")
        .hasMessageContaining("QUANTMASK_B:");
  }

  @ParameterizedTest
  @CsvSource({
    "QUANTMASK_DEVICE, cpu",
    "quantmask.device, cpu",
    "QUANTMASK_OTHER_KEY, x",
    "QUANTMASK_API_KEYS_GAME_SERVER, x",
    "QUANTMASK_API_KEYS__GAME_SERVER_, x",
    "QUANTMASK_MODELS_MY_MODEL_PATH, x",
    "QUANTMASK_MODELS_MY_MODEL_IDLE_TIMEOUT, x",
    "QUANTMASK_PORT, tcp://10.0.0.1:80",
    "QUANTMASK_PORT_80_TCP, tcp://10.0.0.1:80",
    "QUANTMASK_PORT_80_TCP_ADDR, 10.0.0.1",
    "QUANTMASK_PORT_80_TCP_PROTO, tcp",
    "QUANTMASK_SERVICE_HOST, fd00::1",
    "QUANTMASK_SERVICE_PORT_HTTP, 80",
    "QUANTMASK_GPU_SERVICE_HOST, 10.0.0.1",
    "QUANTMASKED, x",
    "PATH, x"
  })
  void takesKeysLinksOfKubernetesAndWhatIsOfOthers(String variable, String value) {
    assertThatCode(() -> check(Map.of(variable, value))).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsNamedLikeALinkWithoutBeingOne() {
    assertThatThrownBy(() -> check(Map.of("QUANTMASK_GAME_PORT", HASH)))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void chosenNamesOfSeveralWordsAreKeys() {
    NamedKeysSource source =
        new NamedKeysSource(
            Map.of(
                "QUANTMASK_API_KEYS_GAME_SERVER", HASH,
                "QUANTMASK_MODELS_MY_MODEL_PATH", "a.pt",
                "QUANTMASK_MODELS_MY_MODEL_IDLE_TIMEOUT", "10M",
                "QUANTMASK_DEVICE", "cpu"));
    QuantmaskConfig configuration =
        ServerSettingsTest.builder()
            .withSources(source)
            .build()
            .getConfigMapping(QuantmaskConfig.class);
    assertThat(configuration.apiKeys()).containsExactly(Map.entry("game-server", HASH));
    assertThat(configuration.models()).containsOnlyKeys("my-model");
    assertThat(configuration.models().get("my-model").idleTimeout()).isPresent();
  }

  /** Commands look these up themselves, without the configuration of the service. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        RemoteSettings.CACHE_FOLDER,
        RemoteSettings.CACHE_SIZE,
        RemoteSettings.ENDPOINT,
        RemoteSettings.REGION,
        RemoteSettings.PATH_STYLE
      })
  void keysOfCommandsAreThoseOfTheService(String key) {
    String expected =
        key.equals(RemoteSettings.CACHE_SIZE) ? RemoteSettings.DEFAULT_CACHE_SIZE : null;
    assertThat(KnownKeys.OF_THE_SERVICE)
        .filteredOn(known -> known.key().equals(key))
        .singleElement()
        .extracting(EnvironmentVariable::defaultValue)
        .isEqualTo(expected);
  }
}
