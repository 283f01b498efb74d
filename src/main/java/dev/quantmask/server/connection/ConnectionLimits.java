package dev.quantmask.server.connection;

import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.RequestPipeline;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Bounds how long a connection may say nothing, or not enough, and what it may hold. */
@Singleton
final class ConnectionLimits implements HttpServerOptionsCustomizer {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final ServerSettings settings;
  private final Backlogs backlogs = new Backlogs();
  private volatile HttpServerOptions serverOptions = new HttpServerOptions();

  ConnectionLimits(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns whether they are left out, as in dev mode: a connection outlives a reload, and its
   * handlers are of the classes before.
   */
  static boolean areLeftOut() {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT;
  }

  void install(@Observes @Priority(RequestPipeline.CONNECTION) Router router) {
    if (!areLeftOut()) {
      router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(this::countHead);
    }
  }

  private void countHead(RoutingContext context) {
    backlogs.begin(context);
    HeadTimeout.of(context.request().connection())
        .ifPresent(
            timeout -> {
              timeout.headArrived();
              if (context.request().version() == HttpVersion.HTTP_2) {
                timeout.http2Began();
              } else {
                context.addEndHandler(
                    end -> {
                      if (!isUpgraded(context)) {
                        timeout.requestEnded();
                      }
                    });
              }
            });
    context.next();
  }

  /** Returns whether from now on what comes is frames of a WebSocket, and no head any more. */
  private static boolean isUpgraded(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET)
        && DetectionEndpoint.at(context.request().path())
            .filter(DetectionEndpoint.STREAM::equals)
            .isPresent()
        && context.response().getStatusCode() < 300;
  }

  /** While a request is answered its connection is silent, and so is a stream between frames. */
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    serverOptions = options;
    Duration idle =
        Duration.of(options.getIdleTimeout(), options.getIdleTimeoutUnit().toChronoUnit());
    long least =
        Math.max(settings.timeout().toMillis(), settings.streams().idle().toMillis())
            + MARGIN.toMillis();
    if (!idle.isZero() && idle.toMillis() < least) {
      options.setIdleTimeout(Math.toIntExact(least)).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    customizeHttpServer(options);
  }

  /** Returns, among others, how large a head may be; as all servers here have it. */
  HttpServerOptions serverOptions() {
    return serverOptions;
  }
}
