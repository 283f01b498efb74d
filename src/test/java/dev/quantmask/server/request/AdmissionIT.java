package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Too many requests, late ones, and clients that leave: one worker, and two that wait. */
@QuarkusTest
@TestProfile(Profiles.Crowded.class)
@Timeout(60)
class AdmissionIT {
  private static final byte[] SLOW = TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 4);

  @Inject DetectionServer server;
  private final ExecutorService clients = Executors.newCachedThreadPool();

  @BeforeEach
  void reset() {
    FakeLoader.STARTED.drainPermits();
    FakeLoader.MAY_FINISH.drainPermits();
  }

  @AfterEach
  void nothingIsHeldAndTheNextRequestWorks() throws Exception {
    FakeLoader.MAY_FINISH.release(100);
    clients.shutdown();
    assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    assertThat(server.load().pixels()).isZero();
    assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
  }

  private Future<HttpResponse<byte[]>> slow(DetectionEndpoint endpoint) {
    return clients.submit(
        () -> endpoint == DetectionEndpoint.FUNQY ? Http.function(SLOW, "") : Http.raw(SLOW, ""));
  }

  private List<Future<HttpResponse<byte[]>>> fill() throws Exception {
    List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
    answers.add(slow(DetectionEndpoint.DETECTIONS));
    FakeLoader.STARTED.acquire();
    answers.add(slow(DetectionEndpoint.FUNQY));
    answers.add(slow(DetectionEndpoint.DETECTIONS));
    Http.awaitUntil(() -> server.load().waiting() == 2);
    return answers;
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTIONS", "FUNQY"})
  void beyondTheQueueIsRefusedAtOnce(DetectionEndpoint endpoint) throws Exception {
    List<Future<HttpResponse<byte[]>>> answers = fill();
    HttpResponse<byte[]> refused = slow(endpoint).get();
    assertThat(Http.problem(refused, 503))
        .isEqualTo("the request queue is full (at most 2 wait); retry later");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
    FakeLoader.MAY_FINISH.release(3);
    for (Future<HttpResponse<byte[]>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  /** Its body never comes: the answer does. */
  @Test
  void aRefusalNeedsNoBody() throws Exception {
    fill();
    try (Socket socket = Wire.open("")) {
      Wire.write(
          socket, "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
      assertThat(Wire.read(socket).status()).isEqualTo(503);
    }
  }

  @Test
  void anUploadThatWasLetInIsNotRefusedLater() throws Exception {
    byte[] image = TestImages.png();
    Future<HttpResponse<byte[]>> running = slow(DetectionEndpoint.DETECTIONS);
    FakeLoader.STARTED.acquire();
    try (Socket first = upload(image.length);
        Socket second = upload(image.length)) {
      Http.awaitUntil(() -> server.load().requests() == 3);
      assertThat(slow(DetectionEndpoint.DETECTIONS).get().statusCode()).isEqualTo(503);
      for (Socket socket : List.of(first, second)) {
        socket.getOutputStream().write(image);
      }
      FakeLoader.MAY_FINISH.release(1);
      for (Socket socket : List.of(first, second)) {
        assertThat(Wire.read(socket).status()).isEqualTo(200);
      }
    }
    assertThat(running.get().statusCode()).isEqualTo(200);
  }

  @Test
  void uploadsThatAreSlowKeepNobodyOut() throws Exception {
    try (Socket first = upload(1000);
        Socket second = upload(1000);
        Socket third = upload(1000)) {
      Http.awaitUntil(() -> server.load().requests() == 3);
      Http.awaitUntil(() -> server.load().requests() == 0);
      assertThat(server.load().bodyBytes()).isEqualTo(3000);
      assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyOfUnknownLengthTakesMemoryAsItComes() throws Exception {
    String head =
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n";
    byte[] chunk = new byte[100_000];
    try (Socket first = Wire.open("");
        Socket second = Wire.open("")) {
      Wire.write(first, head);
      Wire.write(second, head);
      Http.awaitUntil(() -> server.load().bodyBytes() == 2 * 65_536);
      first.getOutputStream().write(chunk);
      Http.awaitUntil(() -> server.load().bodyBytes() == 3 * 65_536);
      second.getOutputStream().write(chunk);
      assertThat(Wire.read(second).status()).isEqualTo(503);
      Http.awaitUntil(() -> server.load().bodyBytes() == 2 * 65_536);
      Wire.write(first, "\r\n0\r\n\r\n");
      assertThat(Wire.read(first).status()).isEqualTo(422);
    }
  }

  @Test
  void whoHasTheResponseMayAskAgain() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(Http.raw(TestImages.png(), "").statusCode()).isEqualTo(200);
      assertThat(server.load().bodyBytes()).isZero();
      assertThat(server.load().requests()).isZero();
    }
  }

  private static Socket upload(int length) throws Exception {
    Socket socket = Wire.open("");
    Wire.write(
        socket,
        "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: "
            + length
            + "\r\n\r\n");
    return socket;
  }

  /** Who comes back immediately waits longer and longer; at first nobody does. */
  @Test
  void refusalsArePaced() throws Exception {
    fill();
    long start = System.nanoTime();
    for (int i = 0; i < 80; i++) {
      assertThat(Http.raw(SLOW, "").statusCode()).isEqualTo(503);
    }
    // Fifty may be sent after a quiet time, the others every 20 ms.
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20 * (80 - 52)));
  }

  @Test
  void bodiesThatDoNotFitInMemoryAreRefused() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        Socket socket = Wire.open("");
        sockets.add(socket);
        Wire.write(
            socket,
            "POST /v1/detections HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n12345");
      }
      Http.awaitUntil(() -> server.load().bodyBytes() == 200_000);
      HttpResponse<byte[]> refused = Http.raw(new byte[100_000], "");
      assertThat(Http.problem(refused, 503))
          .isEqualTo("200000 bytes of requests are held already; retry later");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsGivenUp() throws Exception {
    try (Socket socket = Wire.open("")) {
      Wire.write(
          socket,
          "POST /v1/detections HTTP/1.1\r\nHost: a\r\nX-Request-Timeout-Ms: 200\r\n"
              + "Content-Length: 1000\r\n\r\n12345");
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 408 Request Timeout")
          .contains("the body has not arrived within 200 ms");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTIONS", "FUNQY"})
  void whatComesTooLateIsNotStarted(DetectionEndpoint endpoint) throws Exception {
    Future<HttpResponse<byte[]>> running = slow(DetectionEndpoint.DETECTIONS);
    FakeLoader.STARTED.acquire();
    HttpResponse<byte[]> late = timed(endpoint, "150");
    assertThat(Http.problem(late, 504)).isEqualTo("no answer within 150 ms");
    FakeLoader.MAY_FINISH.release();
    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(FakeLoader.STARTED.tryAcquire()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "1.5", "30001", "99999999999999999999"})
  void theTimeIsChecked(String header) throws Exception {
    for (DetectionEndpoint endpoint :
        new DetectionEndpoint[] {DetectionEndpoint.DETECTIONS, DetectionEndpoint.FUNQY}) {
      assertThat(Http.problem(timed(endpoint, header), 400))
          .startsWith("X-Request-Timeout-Ms: expected a whole number from 1 to 30000, found \"");
    }
  }

  private static HttpResponse<byte[]> timed(DetectionEndpoint endpoint, String milliseconds)
      throws Exception {
    return endpoint == DetectionEndpoint.DETECTIONS
        ? Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(SLOW),
            RequestTimeout.HEADER,
            milliseconds)
        : Http.send(
            "POST",
            "/detect",
            Http.bytes(Http.functionJson(SLOW, "")),
            "Content-Type",
            "application/json",
            RequestTimeout.HEADER,
            milliseconds);
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTIONS", "FUNQY"})
  void nothingIsDoneForAClientThatHasDisconnected(DetectionEndpoint endpoint) throws Exception {
    Future<HttpResponse<byte[]>> running = slow(DetectionEndpoint.DETECTIONS);
    FakeLoader.STARTED.acquire();
    byte[] body =
        endpoint == DetectionEndpoint.DETECTIONS
            ? SLOW
            : Http.functionJson(SLOW, "").getBytes(StandardCharsets.UTF_8);
    try (Socket socket = Wire.open("")) {
      Wire.write(
          socket,
          Text.format(
              "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
              endpoint == DetectionEndpoint.DETECTIONS ? "/v1/detections" : "/detect",
              endpoint == DetectionEndpoint.DETECTIONS ? "image/png" : "application/json",
              body.length));
      socket.getOutputStream().write(body);
      Http.awaitUntil(() -> server.load().waiting() == 1);
    }
    Http.awaitUntil(() -> server.load().waiting() == 0 && server.load().requests() == 1);
    FakeLoader.MAY_FINISH.release();
    assertThat(running.get().statusCode()).isEqualTo(200);
    assertThat(FakeLoader.STARTED.tryAcquire()).isFalse();
  }

  /** 200 clients at once: some are answered, all others refused, and none is lost. */
  @Test
  void everybodyIsAnswered() throws Exception {
    FakeLoader.MAY_FINISH.release(1000);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Http.raw(SLOW, "");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              clients));
    }
    assertThat(answers)
        .extracting(answer -> answer.get().statusCode())
        .contains(200)
        .isSubsetOf(200, 503);
  }
}
