package dev.quantmask.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.serving.model.ModelSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ServerSettingsTest {
  /** Reads the configuration as Quarkus would. */
  public static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder()
        .withMapping(QuantmaskConfig.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter());
  }

  public static ServerSettings settings(String... keysAndValues) {
    SmallRyeConfigBuilder builder = builder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      builder.withDefaultValue(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ServerSettings.of(builder.build().getConfigMapping(QuantmaskConfig.class));
  }

  @Test
  void defaults() {
    ServerSettings settings = settings();
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(settings.eager()).isFalse();
    assertThat(settings.models().models().get(0).source()).isEqualTo(new ModelSource.Bundled());
    assertThat(settings.device()).isEqualTo(Device.AUTO);
    assertThat(settings.limits().workers()).isEqualTo(ServerSettings.workersOf(cores));
    assertThat(settings.threads()).isEqualTo(cores / ServerSettings.workersOf(cores));
    assertThat(settings.limits().image()).isEqualTo(ImageLimits.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "7, 1", "8, 2", "64, 16"})
  void everyFourCoresAreAWorker(int cores, int workers) {
    assertThat(ServerSettings.workersOf(cores)).isEqualTo(workers);
  }

  @Test
  void workersShareTheCores() {
    assertThat(settings("quantmask.inference.workers", "1000").threads()).isOne();
  }

  @Test
  void aPathAndADeviceAreTaken() {
    ServerSettings settings =
        settings("quantmask.model.path", "a/b.pt", "quantmask.device", "cuda");
    assertThat(settings.models().models().get(0).source())
        .isEqualTo(new ModelSource.File(Path.of("a/b.pt")));
    assertThat(settings.device()).isEqualTo(Device.CUDA);
  }

  @Test
  void modelsMayHaveAddressesWhoseSecretsAreNotShown() {
    ServerSettings settings =
        settings(
            "quantmask.model.path", "https://user:geheim@a.example/b.pt?X-Amz-Signature=geheim",
            "quantmask.models.small.path", "s3://models/small.pt");
    assertThat(settings.models().refresh()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.models().models())
        .extracting(model -> model.source().label())
        .containsExactly("https://a.example/b.pt", "s3://models/small.pt");
    assertThat(settings.toString()).doesNotContain("geheim");
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.inference.workers, 0",
    "quantmask.inference.threads-per-worker, -1",
    "quantmask.limits.max-image-width, 0",
    "quantmask.limits.max-image-height, 0",
    "quantmask.limits.max-image-pixels, 1000000000",
    "quantmask.limits.max-body-size, 0",
    "quantmask.limits.max-total-body-size, 0",
    "quantmask.queue.max-size, 0",
    "quantmask.limits.timeout, 0",
    "quantmask.limits.max-images-per-request, 0",
    "quantmask.limits.max-pixels-per-request, 0",
    "quantmask.limits.max-streams, 0",
    "quantmask.limits.max-frame-size, 0",
    "quantmask.limits.stream-idle-timeout, 0",
    "quantmask.limits.stream-ping-interval, 0",
    "quantmask.batch.max-size, 0"
  })
  void anErrorNamesKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> settings(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key + ": expected a whole number from 1 to ")
        .hasMessageEndingWith("found " + value);
  }

  @Test
  void theDefaultModelHasANameToo() {
    String[] settings = {"quantmask.model.name", "game", "quantmask.models.default.path", "a.pt"};
    assertThat(settings(settings).models().models())
        .map(ModelSettings::name)
        .containsExactly("game", "default");
    settings[2] = "quantmask.models.game.path";
    assertThatThrownBy(() -> settings(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("quantmask.models.game.path: expected another name");
  }

  @Test
  void furtherModelsHaveNames() {
    ServerSettings settings =
        settings(
            "quantmask.model.idle-timeout", "10M",
            "quantmask.models.small.path", "small.pt",
            "quantmask.models.small.idle-timeout", "30S",
            "quantmask.models.large.path", "large.pt");
    assertThat(settings.models().models())
        .containsExactly(
            new ModelSettings(
                "default", new ModelSource.Bundled(), Optional.of(Duration.ofMinutes(10))),
            new ModelSettings(
                "large",
                new ModelSource.File(Path.of("large.pt")),
                Optional.of(Duration.ofMinutes(10))),
            new ModelSettings(
                "small",
                new ModelSource.File(Path.of("small.pt")),
                Optional.of(Duration.ofSeconds(30))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantmask.models.default.path | a.pt | quantmask.models.default.path: expected another"
            + " name",
        "quantmask.model.name | a b | quantmask.model.name: expected a name of letters",
        "quantmask.models.\"a b\".path | a.pt | quantmask.models.a b: expected a name of letters",
        "quantmask.model.name | stats | quantmask.model.name: expected another name than \"stats\","
            + " of which /v2/models/stats is the statistics of all models",
        "quantmask.models.stats.path | a.pt | quantmask.models.stats: expected another name than"
            + " \"stats\"",
        "quantmask.model.name | .. | quantmask.model.name: expected another name than \"..\", of"
            + " which /v2/models/.. is /v2 in every client",
        "quantmask.model.idle-timeout | 0S | quantmask.model.idle-timeout: expected longer than 0",
        "quantmask.model.refresh | -1S | quantmask.model.refresh: expected 0 or longer",
        "quantmask.model.path | http://a.example/m.pt | quantmask.model.path: expected https://,"
            + " found http://",
        "quantmask.models.small.path | s3://models | quantmask.models.small.path: expected"
            + " s3://BUCKET/KEY",
        "quantmask.s3.endpoint | minio:9000 | quantmask.s3.endpoint: expected https://HOST or"
            + " http://HOST:PORT",
        "quantmask.model.reload-interval | -1S | quantmask.model.reload-interval: expected 0 or"
            + " longer",
        "quantmask.batch.max-delay | -1S | quantmask.batch.max-delay: expected 0 to",
        "quantmask.limits.max-total-body-size | 1M | quantmask.limits.max-total-body-size: expected"
            + " at least"
      })
  void otherErrors(String key, String value, String message) {
    assertThatThrownBy(() -> settings(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.device, tpu, cuda",
    "quantmask.model.load, never, eager",
    "quantmask.inference.workers, many, integer",
    "quantmask.thread, 1, quantmask.thread"
  })
  void whatCannotBeReadNamesKeyAndExpectation(String key, String value, String expected) {
    assertThatThrownBy(() -> settings(key, value))
        .hasStackTraceContaining(key)
        .hasStackTraceContaining(expected);
  }
}
