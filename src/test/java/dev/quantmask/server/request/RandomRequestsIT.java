package dev.quantmask.server.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.serving.DetectionServer;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.RandomRequest;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Paths, methods, headers and bodies at random, on HTTP/1.0, 1.1 and 2. Whatever comes: no answer
 * says that the service is at fault, nothing is answered without a key, and nothing is held.
 */
@QuarkusTest
@TestProfile(Profiles.WithKeys.class)
class RandomRequestsIT {
  private static final int REQUESTS = 3_000;
  private static final int WARM_UP = 600;
  private static final long MOST_GROWTH = 24L << 20; // of the heap, and far less than the bodies
  private static final int PATIENCE = 150; // milliseconds, where a body never ends

  /** Too much at once, and no answer within the time that the request gives. */
  private static final Set<Integer> OVERLOAD = Set.of(503, 504);

  @Inject DetectionServer server;

  private HttpClient http2;

  @BeforeEach
  void connect() throws Exception {
    http2 = Http.client(HttpClient.Version.HTTP_2);
  }

  @Test
  void noRequestHarmsTheService() throws Exception {
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    long before = 0;
    for (int seed = 0; seed < REQUESTS; seed++) {
      RandomRequest request = RandomRequest.of(new Random(seed));
      int status = seed % 4 == 3 ? sendByHttp2(request) : sendByHttp1(request);
      statuses.merge(status, 1, Integer::sum);
      if (status >= 500) {
        assertThat(OVERLOAD).as("seed %d: %s", seed, request).contains(status);
      }
      if (status > 0 && status < 400 && !request.hasKey()) {
        assertThat(Endpoint.at(request.path()).filter(Endpoint::open))
            .as("seed %d: %s", seed, request)
            .isPresent();
      }
      if (seed == WARM_UP) {
        before = heap();
      }
      if (seed % 100 == 0) {
        theNextGoodRequestWorks();
      }
    }
    assertThat(heap() - before).isLessThan(MOST_GROWTH);
    assertThat(server.load().requests()).isZero();
    // So that this test cannot pass on nothing.
    assertThat(statuses.keySet()).contains(200, 204, 400, 401, 404, 405, 415, 422);
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void theNextGoodRequestWorks() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri("/v1/detections"))
              .version(version)
              .header("X-API-Key", Profiles.WithKeys.KEY)
              .POST(BodyPublishers.ofByteArray(TestImages.png()))
              .build();
      assertThat(http2.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
    }
    Http.awaitNoBodies(server);
  }

  private static URI uri(String path) {
    return URI.create(Http.base() + path);
  }

  /** The status, or 0 when the connection was closed or nothing was answered. */
  private static int sendByHttp1(RandomRequest request) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(request.isWhole() ? 20_000 : PATIENCE);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(request.head().getBytes(ISO_8859_1));
      bytes.write(request.framedBody());
      socket.getOutputStream().write(bytes.toByteArray());
      byte[] answer = new byte[8_192];
      int size = Math.max(0, socket.getInputStream().read(answer));
      return checked(new String(answer, 0, size, ISO_8859_1), request);
    } catch (SocketTimeoutException e) {
      assertThat(request.isWhole()).as(request.toString()).isFalse();
      return 0;
    } catch (IOException closed) {
      return 0;
    }
  }

  private static int checked(String answer, RandomRequest request) {
    assertThat(answer)
        .as(request.toString())
        .doesNotContain("Exception", "java.", "jackson", "netty", "vertx", "REDACTED");
    if (answer.startsWith("HTTP/1.1 100")) { // what follows has come with it, or comes
      answer = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
    return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.split(" ", 3)[1]) : 0;
  }

  private int sendByHttp2(RandomRequest request) throws Exception {
    HttpRequest sent;
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(uri(request.target()))
              .method(request.method(), BodyPublishers.ofByteArray(request.body()));
      request.headersOfHttp2().forEach(builder::header);
      sent = builder.build();
    } catch (IllegalArgumentException e) { // this client would not send it
      return 0;
    }
    HttpResponse<byte[]> response = http2.send(sent, BodyHandlers.ofByteArray());
    checked("HTTP/1.1 200 \r\n\r\n" + new String(response.body(), ISO_8859_1), request);
    return response.statusCode();
  }
}
