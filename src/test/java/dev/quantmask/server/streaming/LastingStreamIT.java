package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.StreamClient;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams behind what ends connections. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
class LastingStreamIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static URI through(CuttingProxy proxy) {
    return URI.create("ws://localhost:" + proxy.port() + "/v1/stream?masks=none");
  }

  /** The service's pings come more often than the proxy loses its patience. */
  @Test
  void aStreamWithoutFramesIsNotTakenForDead() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RestAssured.port, Duration.ofMillis(700));
        StreamClient client = new StreamClient(through(proxy))) {
      TimeUnit.MILLISECONDS.sleep(2_500);
      assertThat(client.isClosed()).isFalse();
      client.send(TestImages.png());
      assertThat(client.answer().get("status").intValue()).isEqualTo(200);
    }
  }

  @Test
  void aClientGoesOnAtTheNextFrameAfterItsConnectionWasCut() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RestAssured.port, LONG);
        LastingStream stream = new LastingStream(through(proxy))) {
      for (long frame = 0; frame < 6; frame++) {
        if (frame % 2 == 0) {
          proxy.cut();
        }
        assertThat(stream.send(TestImages.png())).isEqualTo(frame);
        Optional<JsonNode> answer = stream.answer();
        if (answer.isEmpty()) { // it was sent on a connection that had just ended
          continue;
        }
        assertThat(answer.get().get("status").intValue()).isEqualTo(200);
        assertThat(stream.numberOf(answer.get())).isEqualTo(frame);
      }
      assertThat(stream.send(TestImages.png())).isEqualTo(6);
      assertThat(stream.answer()).map(stream::numberOf).hasValue(6L);
    }
  }

  /** There are two places: those of connections that were cut are free for the new ones. */
  @Test
  void aConnectionThatWasCutKeepsNoPlace() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(RestAssured.port, LONG);
        LastingStream stream = new LastingStream(through(proxy))) {
      for (int connection = 0; connection < 8; connection++) {
        stream.send(TestImages.png());
        proxy.cut();
      }
      stream.send(TestImages.png());
    }
  }
}
