package dev.quantmask.server.connection;

import dev.quantmask.server.config.ServerSettings;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Bounds what a WebSocket may send. No compression: images are compressed already, and a frame must
 * not grow in memory.
 */
@Singleton
final class StreamServerOptions implements HttpServerOptionsCustomizer {
  private final ServerSettings settings;

  StreamServerOptions(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options
        .setMaxWebSocketFrameSize(settings.streams().maxFrame())
        .setMaxWebSocketMessageSize(settings.streams().maxFrame())
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    customizeHttpServer(options);
  }
}
