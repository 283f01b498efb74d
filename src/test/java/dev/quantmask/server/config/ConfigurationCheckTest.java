package dev.quantmask.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.engine.Device;
import dev.quantmask.text.EnvironmentName;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationCheckTest {
  private static QuantmaskConfig inEnvironment(Map<String, String> environment) {
    return builder()
        .withSources(new EnvConfigSource(environment, 300), new NamedKeysSource(environment))
        .build()
        .getConfigMapping(QuantmaskConfig.class);
  }

  private static SmallRyeConfigBuilder builder() {
    return ServerSettingsTest.builder().withInterceptorFactories(new ConfigurationCheck());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantmask.device | tpu | one of auto, cpu, cuda",
        "quantmask.model.load | eagr | one of lazy, eager",
        "quantmask.queue.max-size | many | a whole number in digits from 0 to 9, at most",
        "quantmask.queue.max-size | \u0663 | a whole number in digits from 0 to 9, at most",
        "quantmask.queue.max-size | 3000000000 | a whole number in digits from 0 to 9, at most",
        "quantmask.limits.max-image-pixels | 1e6 | a whole number in digits from 0 to 9, at most",
        "quantmask.inference.workers | 1.5 | a whole number in digits from 0 to 9, at most",
        "quantmask.security.required | ture | true or false",
        "quantmask.limits.timeout | soon | a duration, such as",
        "quantmask.model.idle-timeout | 3x | a duration, such as",
        "quantmask.limits.max-body-size | 32 megabytes | a number of bytes, such as"
      })
  void whatCannotBeReadIsToldWithoutNamesOfClasses(String key, String value, String expected) {
    String variable = EnvironmentName.of(key);
    assertThatThrownBy(() -> inEnvironment(Map.of(variable, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            key + " (" + variable + " in the environment): expected " + expected)
        .hasMessageEndingWith(", found \"" + value + "\"")
        .hasMessageNotContaining("SRCFG");
    assertThatThrownBy(() -> builder().withDefaultValue(key, value).build())
        .hasMessageStartingWith(key + " (");
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.inference.worker, quantmask.inference.workers",
    "quantmask.devise, quantmask.device",
    "quantmask.Device, quantmask.device",
    "quantmask.inference_workers, quantmask.inference.workers",
    "quantmask.limits, quantmask.limits.timeout",
    "quantmask.queue.max-sise, quantmask.queue.max-size",
    "quantmask.api-key.game, quantmask.api-keys.NAME",
    "quantmask.models.game, quantmask.model.name",
    "quantmask.models.game.pth, quantmask.models.NAME.path",
    "quantmask.models.a.b.path, quantmask.models.NAME.path",
    "%test.quantmask.devise, quantmask.device",
    "%other.quantmask.devise, quantmask.device"
  })
  void refusesNameThatNoKeyHas(String name, String nearest) {
    SmallRyeConfig hidden = builder().withDefaultValue(name, "1").build();
    assertThatThrownBy(
            () -> UnknownNames.check(new KnownKeys(List.of()), hidden.getConfigSources()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            name.substring(name.indexOf("quantmask"))
                + ": no configuration key has this name; the nearest is "
                + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quantmask.api-keys.game-server",
        "quantmask.api-keys.Game_Server",
        "quantmask.models.my-game.path",
        "quantmask.models.\"a.b\".path",
        "%other.quantmask.models.game.path",
        "quantmasked",
        "other.quantmask.devise"
      })
  void takesKeysWithAChosenNameAndWhatIsOfOthers(String name) {
    String value = "1".repeat(64);
    SmallRyeConfig configuration = builder().withDefaultValue(name, value).build();
    UnknownNames.check(new KnownKeys(List.of()), configuration.getConfigSources());
    assertThat(configuration.getRawValue(name)).isEqualTo(value);
  }

  @Test
  void everyProblemIsALine() {
    Map<String, String> environment =
        Map.of("QUANTMASK_DEVICE", "tpu", "QUANTMASK_INFERENCE_WORKERS", "x");
    assertThatThrownBy(() -> inEnvironment(environment))
        .message()
        .hasLineCount(2)
        .contains("quantmask.device (", "quantmask.inference.workers (");
  }

  @Test
  void aModelWithoutAFileIsAnError() {
    assertThatThrownBy(() -> inEnvironment(Map.of("QUANTMASK_MODELS_MY_GAME_IDLE_TIMEOUT", "3x")))
        .hasMessageContaining(
            "quantmask.models.my-game.path (QUANTMASK_MODELS_MY_GAME_PATH in the environment):"
                + " expected the file of the model, found none")
        .hasMessageContaining("quantmask.models.my-game.idle-timeout (");
  }

  @Test
  void anEmptyKeyOfAClientIsAnError() {
    assertThatThrownBy(() -> inEnvironment(Map.of("QUANTMASK_API_KEYS_GAME", "")))
        .hasMessage(
            "quantmask.api-keys.game (QUANTMASK_API_KEYS_GAME in the environment): expected a"
                + " value, found none; unset it if it is not meant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anyOtherEmptyValueIsAsIfItWereNotSet(String empty) {
    Map<String, String> environment =
        Map.of(
            "QUANTMASK_DEVICE", empty,
            "QUANTMASK_QUEUE_MAX_SIZE", empty,
            "QUANTMASK_LIMITS_MAX_BODY_SIZE", empty,
            "QUANTMASK_MODEL_PATH", empty,
            "QUANTMASK_MODEL_LOAD", empty,
            "QUANTMASK_MODEL_IDLE_TIMEOUT", empty,
            "QUANTMASK_SECURITY_REQUIRED", empty,
            "QUANTMASK_INFERENCE_WORKERS", empty);
    QuantmaskConfig configuration = inEnvironment(environment);
    assertThat(configuration.device()).isEqualTo(Device.AUTO);
    assertThat(configuration.queue().maxSize()).isEqualTo(32);
    assertThat(configuration.model().idleTimeout()).isEmpty();
    assertThat(configuration.inference().workers()).isEmpty();
    assertThat(ServerSettings.of(configuration).maxBody()).isEqualTo(32 << 20);
  }
}
