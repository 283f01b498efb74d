package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.OpenApi;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void everyOperationOfTheDescriptionIsAnEndpoint() throws IOException {
    Set<String> operations = OpenApi.ofSource().operations().keySet();
    for (String operation : operations) {
      String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "1");
      HttpMethod method = HttpMethod.valueOf(operation.split(" ", 2)[0]);
      assertThat(Endpoint.at(path).orElseThrow().methods()).as(operation).contains(method);
    }
    assertThat(operations).hasSizeGreaterThan(15);
  }

  @Test
  void everyFileOfThePageIsAnEndpoint() throws IOException {
    Path folder = Path.of("src/main/resources/META-INF/resources");
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      files.forEach(file -> paths.add("/" + folder.relativize(file).toString().replace('\\', '/')));
    }
    assertThat(paths)
        .contains("/index.html", "/playground/main.js")
        .allSatisfy(path -> assertThat(Endpoint.at(path).orElseThrow().open()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "/q/health/live, true",
    "/q/health/group/mine, true",
    "/q/metrics, true",
    "/detect, false",
    "/events, false",
    "/v1/detections, false",
    "/v1/models, false",
    "/v1/stream, false",
    "/v2, false",
    "/v2/health/ready, false",
    "/v2/models/a-b.c_1/versions/1/infer, false"
  })
  void onlyWhatShowsIsOpen(String path, boolean open) {
    assertThat(Endpoint.at(path).orElseThrow().open()).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a:80",
        "//",
        "/nothing",
        "/playground",
        "/playground/",
        "/playground/nothing.js",
        "/playground/../application.properties",
        "/q",
        "/q/dev",
        "//detect",
        "/detect/",
        "/%64etect",
        "/Detect",
        "//v1/detections",
        "/v1//detections",
        "/v1/./detections",
        "/v1/x/../detections",
        "/v1/detections//",
        "/v1/detections;x=1",
        "/v1;a/detections",
        "/%761/detections",
        "/%76%31/detections",
        "/v1%2fdetections",
        "/v1/%64etections",
        "/v1/detections%20",
        "/v1/detections\u0000",
        "/v1/detections\n",
        "//events",
        "/events;a",
        "/v2//models/default/infer",
        "/v2/models//infer",
        "/v2/models/a;x/infer",
        "/v2/models/a%2Fb/infer",
        "/v2/models/default/versions//infer"
      })
  void everyOtherPathIsNothing(String path) {
    assertThat(Endpoint.at(path)).isEmpty();
    assertThat(DetectionEndpoint.at(path)).isEmpty();
  }
}
