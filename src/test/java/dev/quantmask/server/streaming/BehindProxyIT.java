package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.Wire;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages whose proxy asks the service by another name, and says what the browser has asked for. */
@QuarkusTest
@TestProfile(Profiles.BehindProxy.class)
class BehindProxyIT {
  private static final String UPGRADE =
      "GET /v1/stream HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n%s\r\nConnection: Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantmask:8080 | https://game.example | X-Forwarded-Host: game.example | 101",
        "quantmask:8080 | https://game.example | X-Forwarded-Host: game.example:443 | 101",
        "quantmask:8080 | https://game.example:8443 | X-Forwarded-Host: game.example:8443 | 101",
        "game.example:443 | https://game.example | A: b | 101",
        "quantmask:8080 | https://game.example | A: b | 403",
        "quantmask:8080 | https://evil.example | X-Forwarded-Host: game.example | 403",
        "quantmask:8080 | https://game.example:8443 | X-Forwarded-Host: game.example | 403"
      })
  void aPageIsOfTheHostThatTheProxyNames(String host, String origin, String forwarded, int status)
      throws Exception {
    Wire wire = Wire.send(Text.format(UPGRADE, host, origin, forwarded));
    assertThat(wire.status()).as(wire.answer()).isEqualTo(status);
  }

  /** The other header that proxies send, RFC 7239, is another setting. */
  @ParameterizedTest
  @CsvSource({"https://game.example, 403", "http://quantmask:8080, 101"})
  void onlyTheConfiguredHeaderCounts(String origin, int status) throws Exception {
    String forwarded = "Forwarded: host=game.example;proto=https";
    Wire wire = Wire.send(Text.format(UPGRADE, "quantmask:8080", origin, forwarded));
    assertThat(wire.status()).as(wire.answer()).isEqualTo(status);
  }
}
