package dev.quantmask.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicPathsTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /, true",
    "GET, /page.js, true",
    "HEAD, /, true",
    "GET, /q/health/live, true",
    "GET, /q/metrics, true",
    "GET, /v1page.css, true",
    "POST, /, false",
    "OPTIONS, /detect, false",
    "POST, /detect, false",
    "POST, /detect/, false",
    "POST, /v1/detections, false",
    "GET, /v1/models, false",
    "GET, /v1/stream, false",
    "GET, /v2/health/ready, false",
    "GET, //v1/models, false",
    "GET, /v1;a=b/models, false",
    "GET, /v1, false"
  })
  void onlyWhatShowsIsOpen(String method, String path, boolean open) {
    assertThat(PublicPaths.contains(HttpMethod.valueOf(method), path)).isEqualTo(open);
  }
}
