package dev.quantmask.function;

import dev.quantmask.detection.DetectionService;
import dev.quantmask.detection.DetectorLoader;
import dev.quantmask.detection.Detectors;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the one service together, and ends it. */
@Dependent
final class DetectionProducer {
  @Produces
  @Singleton
  Settings settings(Configuration configuration) {
    return Settings.of(configuration);
  }

  @Produces
  @Singleton
  @DefaultBean // a test brings its own
  DetectorLoader loader(Settings settings) {
    return () -> Detectors.load(settings.detector());
  }

  @Produces
  @Singleton
  DetectionService service(Settings settings, DetectorLoader loader) {
    return new DetectionService(settings.detector().source(), loader, settings.limits());
  }

  void close(@Disposes DetectionService service) {
    service.close();
  }

  /** Taking the settings here stops the start when one of them is invalid. */
  void onStart(@Observes StartupEvent event, Settings settings, DetectionService service) {
    if (settings.eager()) {
      service.prepare();
    }
  }
}
