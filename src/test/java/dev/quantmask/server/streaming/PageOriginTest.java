package dev.quantmask.server.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages are of the service that a request names. */
class PageOriginTest {
  @ParameterizedTest
  @CsvSource({
    "http://game.example, game.example, true",
    "http://game.example, game.example:80, true",
    "http://GAME.example, game.EXAMPLE, true",
    "https://game.example, game.example, true",
    "https://game.example, game.example:443, true",
    "https://game.example:8443, game.example:8443, true",
    "http://my_service:8080, my_service:8080, true",
    "http://[::1]:8080, [::1]:8080, true",
    "http://127.0.0.1:8080, 127.0.0.1:8080, true",
    "https://game.example, game.example:80, false",
    "http://game.example, game.example:443, false",
    "https://game.example:8443, game.example, false",
    "https://game.example, game.example.evil.example, false",
    "https://game.example.evil.example, game.example, false",
    "http://[::1]:8080, [::2]:8080, false",
    "http://me@game.example, game.example, false",
    "http://game.example:port, game.example, false",
    "null, game.example, false",
    "http://, game.example, false",
    "a b, game.example, false"
  })
  void aPageIsOfTheServiceWithItsHostAndPort(String origin, String host, boolean expected) {
    assertThat(PageOrigin.isOf(origin, HostAndPort.parseAuthority(host, -1))).isEqualTo(expected);
  }

  @Test
  void aRequestWithoutAHostHasNoPages() {
    assertThat(PageOrigin.isOf("http://game.example", null)).isFalse();
  }
}
