package dev.quantmask.server.detections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.JsonPause;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While JSON is read, the event loops serve others. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
@Timeout(60)
class FunctionThreadIT {
  /** More than there are event loops: two for each core. */
  private static final int REQUESTS = 2 * Runtime.getRuntime().availableProcessors() + 1;

  @Inject DetectionServer server;

  @AfterEach
  void goOn() throws Exception {
    JsonPause.on = false;
    JsonPause.MAY_GO_ON.release(100);
    Http.awaitNoBodies(server);
    JsonPause.MAY_GO_ON.drainPermits();
    JsonPause.STOPPED.drainPermits();
  }

  private static CompletableFuture<HttpResponse<byte[]>> post(
      HttpClient.Version version, String path, String body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Http.send(
                Http.client(version), Http.base(), "POST", path, Http.bytes(body), Http.JSON);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, /detect",
    "HTTP_2, /detect",
    "HTTP_1_1, /v1/detections/batch",
    "HTTP_1_1, /v2/models/default/infer"
  })
  void othersAreServedWhileJsonIsRead(HttpClient.Version version, String path) throws Exception {
    String function = Http.functionJson(TestImages.png(), "");
    String body =
        switch (path) {
          case "/detect" -> function;
          case "/v1/detections/batch" -> "[" + function + "]";
          default -> Http.TENSOR;
        };
    JsonPause.on = true;
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(post(version, path, body));
    }
    assertThat(JsonPause.STOPPED.tryAcquire(REQUESTS, 20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < REQUESTS; i++) { // on connections of their own, one for each event loop
      HttpClient other = HttpClient.newBuilder().version(version).build();
      assertThat(
              Http.send(other, Http.base(), "GET", "/q/openapi", BodyPublishers.noBody())
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    goOn();
    for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoJsonIsToldFromAWorkerThread() throws Exception {
    assertThat(Http.problem(Http.function("{\"image\": "), 400))
        .startsWith("the body is not JSON: it ends too early");
    assertThat(Http.problem(Http.function(""), 400)).startsWith("the body is empty");
  }
}
