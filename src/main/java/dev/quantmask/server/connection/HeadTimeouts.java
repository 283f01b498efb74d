package dev.quantmask.server.connection;

import dev.quantmask.server.config.ServerSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Closes connections that are too many, and gives each other one of a server its {@link
 * HeadTimeout} and {@link HeadChecks}; all servers here are of HTTP. Vert.x has no option for them;
 * its transport has a say when a server is bound.
 */
public final class HeadTimeouts implements VertxServiceProvider {
  @Override
  public void init(VertxBuilder builder) {
    builder.findTransport(new Transport());
  }

  private static final class Transport extends JDKTransport {
    @Override
    public void configure(
        NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
      super.configure(options, domainSocket, bootstrap);
      ArcContainer container = Arc.container();
      if (container == null || ConnectionLimits.areLeftOut()) {
        return; // without a container it is a server of the build tool, beside a test
      }
      Duration timeout = container.instance(ServerSettings.class).get().headTimeout();
      ConnectionLimits limits = container.instance(ConnectionLimits.class).get();
      OpenConnections open = new OpenConnections(mostConnections());
      ChannelHandler next = bootstrap.config().childHandler();
      bootstrap.childHandler(
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              if (!open.admit(channel)) {
                return;
              }
              HeadChecks checks = new HeadChecks(limits.serverOptions());
              channel.pipeline().addLast(new HeadTimeout(timeout), checks, next);
            }
          });
    }

    private static int mostConnections() {
      return ConfigProvider.getConfig()
          .getOptionalValue("quarkus.http.limits.max-connections", Integer.class)
          .orElse(Integer.MAX_VALUE);
    }
  }
}
