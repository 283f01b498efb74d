package dev.quantmask.server;

import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.engine.ProcessExit;
import dev.quantmask.server.config.HeapShares;
import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.security.ApiKeys;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.api.ServingObservers;
import dev.quantmask.serving.model.DetectorLoader;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Produces the beans of the service, and closes the detection server at the shutdown. */
@Dependent
final class ServerBeans {
  private static final Logger LOG = Logger.getLogger(ServerBeans.class);

  /** After quarkus.shutdown.timeout, in which requests end by themselves. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private static final int TERMINATED = 143; // 128 + SIGTERM

  @Produces
  @Singleton
  ServerSettings settings(QuantmaskConfig configuration) {
    return ServerSettings.of(configuration);
  }

  @Produces
  @Singleton
  ApiKeys apiKeys(QuantmaskConfig configuration) {
    return ApiKeys.of(configuration.apiKeys());
  }

  @Produces
  @Singleton
  @DefaultBean // a test brings its own
  DetectorLoader loader(ServerSettings settings) {
    return source ->
        DetectorOpener.LIBTORCH.open(
            new DetectorSettings(source, settings.device(), settings.threads()));
  }

  /**
   * @param observers every bean that is one: metrics, traces, the log
   */
  @Produces
  @Singleton
  DetectionServer server(
      ServerSettings settings, DetectorLoader loader, @All List<ServingObserver> observers) {
    return new DetectionServer(
        settings.limits(), settings.models(), loader, new ServingObservers(observers));
  }

  void close(@Disposes DetectionServer server) {
    if (!server.close(CLOSE_PATIENCE)) {
      LOG.warn("An inference, or a load, still runs: ending without it");
      ProcessExit.now(TERMINATED);
    }
  }

  /** Taking the settings here stops the start when one of them is invalid. */
  void onStart(@Observes StartupEvent event, ServerSettings settings, DetectionServer server) {
    HeapShares.ofThisProcess().problem(settings.limits().image().maxPixels()).ifPresent(LOG::warn);
    if (settings.eager()) {
      server.prepare();
    }
  }
}
