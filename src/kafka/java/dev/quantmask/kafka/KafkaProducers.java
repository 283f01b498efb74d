package dev.quantmask.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.remote.RemoteReader;
import dev.quantmask.server.config.QuantmaskConfig;
import dev.quantmask.server.config.RemoteConfig;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.serving.DetectionServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Puts the parts together. */
@Dependent
final class KafkaProducers {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGER_PAUSE = Duration.ofSeconds(1);

  @Produces
  @Singleton
  KafkaSettings settings(
      KafkaConfiguration configuration,
      ServerSettings server,
      @ConfigProperty(name = "kafka.bootstrap.servers") Optional<String> brokers) {
    return KafkaSettings.of(configuration, server, brokers.orElse(""));
  }

  @Produces
  @Singleton
  Patience patience() {
    return new Patience(SHORTEST_PAUSE);
  }

  @Produces
  @Singleton
  DoneOffsets offsets() {
    return new DoneOffsets();
  }

  @Produces
  @Singleton
  KafkaMetrics metrics(MeterRegistry registry, KafkaSettings settings) {
    return new KafkaMetrics(registry, settings.enabled());
  }

  @Produces
  @Singleton
  ReferencedImages references(
      KafkaSettings settings, ServerSettings server, QuantmaskConfig configuration) {
    return new ReferencedImages(
        settings.references(),
        new RemoteReader(RemoteConfig.settings(configuration)),
        Math.toIntExact(server.maxBody()),
        server.timeout());
  }

  @Produces
  @Singleton
  MessageService service(
      DetectionServer server,
      DetectionService service,
      ServerSettings settings,
      ReferencedImages references,
      Patience patience,
      ObjectMapper mapper) {
    return new MessageService(server, service, settings, references, patience, mapper);
  }

  @Produces
  @Singleton
  AnswerSender sender(
      @Channel("detections") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> emitter,
      KafkaSettings settings,
      Patience patience) {
    return new AnswerSender(emitter::sendMessage, settings, patience, LONGER_PAUSE);
  }
}
