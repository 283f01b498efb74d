package dev.quantmask.function;

import dev.quantmask.detection.DetectorSettings;
import dev.quantmask.detection.ModelSource;
import dev.quantmask.detection.ServiceLimits;
import dev.quantmask.image.ImageLimits;
import io.quarkus.runtime.configuration.ConfigurationException;

/** The configuration, checked: an error names the key, what it expects, and what it found. */
record Settings(boolean eager, DetectorSettings detector, ServiceLimits limits) {
  private static final int MOST_THREADS = 1024;
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 3; // three bytes each, in one array
  private static final long MOST_BODY = Integer.MAX_VALUE / 2;

  static Settings of(Configuration configuration) {
    Configuration.Limits limits = configuration.limits();
    int lanes =
        checked("quantmask.threads.inference", configuration.threads().inference(), MOST_THREADS);
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = configuration.threads().perInference().orElse(Math.max(1, cores / lanes));
    checked("quantmask.threads.per-inference", threads, MOST_THREADS);
    checked("quantmask.limits.max-body", limits.maxBody().asLongValue(), MOST_BODY);
    ImageLimits image =
        new ImageLimits(
            checked("quantmask.limits.max-image-width", limits.maxImageWidth(), Integer.MAX_VALUE),
            checked(
                "quantmask.limits.max-image-height", limits.maxImageHeight(), Integer.MAX_VALUE),
            checked("quantmask.limits.max-image-pixels", limits.maxImagePixels(), MOST_PIXELS));
    return new Settings(
        configuration.model().load() == Configuration.LoadTime.EAGER,
        new DetectorSettings(
            ModelSource.of(configuration.model().path()), configuration.device(), lanes, threads),
        new ServiceLimits(
            image, lanes, checked("quantmask.limits.max-waiting", limits.maxWaiting(), 100_000)));
  }

  private static int checked(String key, int value, int most) {
    return (int) checked(key, (long) value, most);
  }

  private static long checked(String key, long value, long most) {
    if (value < 1 || value > most) {
      throw new ConfigurationException(
          "%s: expected a whole number from 1 to %d, found %d".formatted(key, most, value));
    }
    return value;
  }
}
