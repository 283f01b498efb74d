package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Scrape;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Without configuration, this build is the service that the plain one is. */
@QuarkusTest
@TestProfile(NotConfiguredIT.Plain.class)
class NotConfiguredIT {
  AtomicInteger connections; // injected

  /** Brokers are named, but nobody has said that they are to be used. */
  public static final class Plain implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quantmask.model.path", "src/main/model/default.pt");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Listener.class));
    }
  }

  /** Counts who connects. */
  public static final class Listener implements QuarkusTestResourceLifecycleManager {
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket socket;

    @Override
    public Map<String, String> start() {
      try {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread thread = new Thread(this::accept);
      thread.setDaemon(true);
      thread.start();
      return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          socket.accept().close();
          connections.incrementAndGet();
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(connections, new TestInjector.MatchesType(AtomicInteger.class));
    }

    @Override
    public void stop() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void nothingConnects() throws Exception {
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
    assertThat(Http.send("GET", "/q/health", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    assertThat(Scrape.now().samples())
        .noneMatch(sample -> sample.name().startsWith("quantmask_kafka"));
    assertThat(connections).hasValue(0);
  }
}
