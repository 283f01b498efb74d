package dev.quantmask.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles.WithKeys;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a body ends, nothing of it stays: while the key of its request is checked, and later. One
 * body of the largest size would fill what is there for all of them.
 */
@QuarkusTest
@TestProfile(WithKeys.class)
@Timeout(120)
class BrokenBodiesIT {
  private static final List<String> BROKEN_CHUNKS =
      List.of(
          "zz\r\nabc",
          "-5\r\nabc",
          "\r\nabc",
          "5;" + "a".repeat(100_000) + "\r\nabcde\r\n0\r\n\r\n",
          "5\r\nabcde\r\n0\r\n" + "A: b\r\n".repeat(50_000) + "\r\n");

  @Inject DetectionServer server;

  @AfterEach
  void nothingIsHeldAndTheNextRequestWorks() throws Exception {
    Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    assertThat(
            Http.send(
                    "POST",
                    "/v1/detections",
                    Http.chunked(TestImages.png()),
                    "X-API-Key",
                    WithKeys.KEY)
                .statusCode())
        .isEqualTo(200);
  }

  private static String head(String path, String type, String framing) {
    return String.join(
        "\r\n",
        "POST " + path + " HTTP/1.1",
        "Host: a",
        "X-API-Key: " + WithKeys.KEY,
        "Content-Type: " + type,
        framing,
        "",
        "");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/detections, image/png",
    "/detect, application/json",
    "/events, application/cloudevents+json",
    "/v2/models/default/infer, application/json"
  })
  void aBodyWhoseChunksAreBrokenIsABadRequestAndFreed(String path, String type) throws Exception {
    String head = head(path, type, "Transfer-Encoding: chunked");
    for (String chunks : BROKEN_CHUNKS) {
      try (Socket socket = Wire.open(head + chunks)) {
        Wire.readAll(socket); // its key may be being checked: then nothing can be said any more
      } catch (IOException e) {
        // The rest of it was refused.
      }
      Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
    }
    try (Socket socket = Wire.open(head)) {
      Http.awaitUntil(() -> server.load().requests() == 1);
      Wire.write(socket, "zz\r\n");
      assertThat(Wire.readAll(socket))
          .startsWith("HTTP/1.1 400 ")
          .contains("the body cannot be read: expected what its headers say");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked",
        "Content-Length: 1000000",
        "Content-Length: 1000000\r\nContent-Encoding: gzip",
        "Content-Length: 1000000\r\nExpect: 100-continue"
      })
  void aClientThatLeavesHoldsNothing(String framing) throws Exception {
    for (boolean reset : new boolean[] {false, true}) {
      for (boolean admitted : new boolean[] {false, true}) {
        try (Socket socket = Wire.open(head("/v1/detections", "image/png", framing))) {
          if (admitted) {
            Http.awaitUntil(() -> server.load().requests() == 1);
          }
          if (reset) {
            socket.setSoLinger(true, 0);
          }
        }
        Http.awaitUntil(() -> server.load().bodyBytes() == 0 && server.load().requests() == 0);
      }
    }
  }

  @Test
  void whatIsNotGzipIsFreed() throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            Http.chunked(TestImages.png()),
            "X-API-Key",
            WithKeys.KEY,
            "Content-Encoding",
            "gzip");
    assertThat(Http.problem(response, 400)).startsWith("the body cannot be unpacked");
  }

  @Test
  void aStreamOfHttp2ThatIsResetHoldsNothing() throws Exception {
    HttpClient client = Http.client(HttpClient.Version.HTTP_2);
    URI uri = URI.create(Http.base() + "/v1/detections");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("X-API-Key", WithKeys.KEY);
    CountDownLatch over = new CountDownLatch(1);
    InputStream endless =
        new InputStream() {
          private boolean first = true;

          @Override
          public int read() throws IOException {
            if (first) {
              first = false;
              return 1;
            }
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return -1;
          }
        };
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(
            request.POST(BodyPublishers.ofInputStream(() -> endless)).build(),
            BodyHandlers.ofByteArray());
    try {
      Http.awaitUntil(() -> server.load().requests() == 1);
      response.cancel(true);
      Http.awaitUntil(() -> server.load().requests() == 0);
    } finally {
      over.countDown();
    }
  }

  @Test
  void smallBodiesOfUnknownLengthTakeLittle() throws Exception {
    byte[] png = gzip(TestImages.png());
    byte[] begin = Arrays.copyOf(png, 5);
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        Socket socket =
            Wire.open(
                head(
                    "/v1/detections",
                    "image/png",
                    "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: "
                        + png.length));
        sockets.add(socket);
        socket.getOutputStream().write(begin);
      }
      Http.awaitUntil(() -> server.load().requests() == sockets.size());
      for (Socket socket : sockets) {
        socket.getOutputStream().write(Arrays.copyOfRange(png, begin.length, png.length));
      }
      for (Socket socket : sockets) {
        assertThat(Wire.readAll(socket)).startsWith("HTTP/1.1 200 ");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
