package dev.quantmask.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.detection.Device;
import dev.quantmask.detection.ModelSource;
import dev.quantmask.image.ImageLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static Settings settings(String... keysAndValues) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withMapping(Configuration.class)
            .withConverter(MemorySize.class, 100, new MemorySizeConverter());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      builder.withDefaultValue(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.of(builder.build().getConfigMapping(Configuration.class));
  }

  @Test
  void defaults() {
    Settings settings = settings();
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(settings.eager()).isFalse();
    assertThat(settings.detector().source()).isEqualTo(new ModelSource.Bundled());
    assertThat(settings.detector().device()).isEqualTo(Device.AUTO);
    assertThat(settings.detector().lanes()).isOne();
    assertThat(settings.detector().threads()).isEqualTo(cores);
    assertThat(settings.limits().image()).isEqualTo(ImageLimits.DEFAULT);
  }

  @Test
  void lanesShareTheCores() {
    assertThat(settings("quantmask.threads.inference", "1000").detector().threads()).isOne();
  }

  @Test
  void aPathAndADeviceAreTaken() {
    Settings settings = settings("quantmask.model.path", "a/b.pt", "quantmask.device", "cuda");
    assertThat(settings.detector().source()).isEqualTo(new ModelSource.File(Path.of("a/b.pt")));
    assertThat(settings.detector().device()).isEqualTo(Device.CUDA);
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.threads.inference, 0",
    "quantmask.threads.per-inference, -1",
    "quantmask.limits.max-image-width, 0",
    "quantmask.limits.max-image-height, 0",
    "quantmask.limits.max-image-pixels, 1000000000",
    "quantmask.limits.max-body, 0",
    "quantmask.limits.max-waiting, 0"
  })
  void anErrorNamesKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> settings(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key + ": expected a whole number from 1 to ")
        .hasMessageEndingWith("found " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.device, tpu, cuda",
    "quantmask.model.load, never, eager",
    "quantmask.threads.inference, many, integer",
    "quantmask.thread, 1, quantmask.thread"
  })
  void whatCannotBeReadNamesKeyAndExpectation(String key, String value, String expected) {
    assertThatThrownBy(() -> settings(key, value))
        .hasStackTraceContaining(key)
        .hasStackTraceContaining(expected);
  }
}
