package dev.quantmask.lambda;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.text.Text;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lambda's phase before the first event, which has its own time limit and, with provisioned
 * concurrency, is over before anybody asks. Behind it an instance stands still until there is an
 * event: what has begun in the background would go on only then.
 */
@Singleton
final class InitPhase {
  private static final Logger LOG = Logger.getLogger(InitPhase.class);

  /**
   * Of the 10 s after which Lambda starts the process again. They begin with the process, and what
   * follows this phase takes its share of them, more than a second of a slow processor.
   */
  private static final Duration LONGEST = Duration.ofSeconds(7);

  private static final int BEHIND_THE_SERVER = 10_000;

  void onStart(
      @Observes @Priority(BEHIND_THE_SERVER) StartupEvent event,
      DetectionServer server,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens) {
    Text.setDefaultLocale();
    if (tokens) {
      throw new ConfigurationException(
          "quarkus.oidc.tenant-enabled: tokens are not looked at on Lambda: give API Gateway an"
              + " authorizer, or use keys");
    }
    awaitModel(server);
  }

  /** An eager load has begun already; a lazy one has not, and is not waited for. */
  private static void awaitModel(DetectionServer server) {
    Instant now = Instant.now();
    long end = System.nanoTime() + left(processStart().orElse(now), now).toNanos();
    while (server.state() instanceof ModelState.Loading) {
      if (System.nanoTime() > end) {
        LOG.warn("The model is not loaded yet: the first event waits for it");
        return;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Not of the management beans, which take a while to come up. */
  private static Optional<Instant> processStart() {
    return ProcessHandle.current().info().startInstant();
  }

  /**
   * The time that may still be waited.
   *
   * @param start of the process, by a clock that may have been set since
   */
  static Duration left(Instant start, Instant now) {
    Duration passed = Duration.between(start, now);
    if (passed.isNegative()) {
      return LONGEST;
    }
    return passed.compareTo(LONGEST) > 0 ? Duration.ZERO : LONGEST.minus(passed);
  }
}
