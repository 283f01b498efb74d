package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Scrape;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of a real broker, header by header, and what the service writes about them. */
@QuarkusTest
@TestProfile(Profiles.Reading.class)
class KafkaIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String[] EVENT = {
    "ce_specversion", "1.0",
    "ce_type", "dev.quantmask.frame",
    "ce_source", "/games/7",
    "ce_id", "frame-42",
    "ce_subject", "Spiel 1 ü.png"
  };

  private Topics topics;
  ImageStore store; // injected

  @BeforeEach
  void open() {
    String brokers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    topics = new Topics(brokers, Set.of("detections", "dead-letters"));
  }

  @AfterEach
  void close() {
    topics.close();
  }

  private ConsumerRecord<String, byte[]> answer(String key, byte[] value, String... headers) {
    return topics.answer(topics.send("images", key, value, headers));
  }

  private static String[] event(String... more) {
    return Stream.concat(Arrays.stream(EVENT), Arrays.stream(more)).toArray(String[]::new);
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> record) throws Exception {
    return MAPPER.readTree(record.value());
  }

  private static void assertProblem(
      ConsumerRecord<String, byte[]> record, int status, String detail) throws Exception {
    assertThat(record.topic()).isEqualTo("dead-letters");
    assertThat(Topics.header(record, "content-type")).isEqualTo("application/problem+json");
    assertThat(json(record).get("status").intValue()).isEqualTo(status);
    assertThat(json(record).get("detail").textValue()).contains(detail);
  }

  private static void assertDetections(JsonNode json) {
    assertThat(json.get("detections").findValuesAsText("label")).containsExactly("cat", "dog");
  }

  @Test
  void detectionsHaveTheKeyAndTheHeadersOfTheirImage() throws Exception {
    ConsumerRecord<String, byte[]> record =
        answer("game-7", TestImages.png(), "correlation-id", "c1", "traceparent", "00-1");
    assertThat(record.topic()).isEqualTo("detections");
    assertThat(record.key()).isEqualTo("game-7");
    assertThat(Topics.header(record, "correlation-id")).isEqualTo("c1");
    assertThat(Topics.header(record, "traceparent")).isEqualTo("00-1");
    assertThat(Topics.header(record, "content-type")).isEqualTo("application/json");
    assertThat(record.headers()).noneMatch(header -> header.key().startsWith("__"));
    assertDetections(json(record));
  }

  @Test
  void theAnswerIsThatOfTheEndpoint() throws Exception {
    HttpResponse<byte[]> endpoint = Http.raw(TestImages.png(), "?minScore=0.6&masks=polygon");
    ConsumerRecord<String, byte[]> record =
        answer(null, TestImages.png(), "quantmask-minScore", "0.6", "quantmask-masks", "polygon");
    assertThat(record.key()).isNull();
    assertThat(json(record).get("detections"))
        .isEqualTo(MAPPER.readTree(endpoint.body()).get("detections"))
        .hasSize(1);
  }

  @Test
  void anEventInBinaryModeIsAnsweredByAnEvent() throws Exception {
    String[] headers = event("content-type", "image/png", "quantmask-maxDetections", "1");
    ConsumerRecord<String, byte[]> first = answer("a", TestImages.png(), headers);
    assertThat(json(first).get("detections")).hasSize(1);
    assertThat(Topics.header(first, "ce_type")).isEqualTo("dev.quantmask.detections");
    assertThat(Topics.header(first, "ce_source")).isEqualTo("urn:quantmask");
    assertThat(Topics.header(first, "ce_specversion")).isEqualTo("1.0");
    assertThat(Topics.header(first, "ce_subject")).isEqualTo("Spiel 1 ü.png");
    assertThat(Topics.header(first, "ce_causationid")).isEqualTo("frame-42");
    assertThat(Topics.header(first, "content-type")).isEqualTo("application/json");
    ConsumerRecord<String, byte[]> again = answer("a", TestImages.png(), headers);
    assertThat(Topics.header(again, "ce_id")).isEqualTo(Topics.header(first, "ce_id")).isNotEmpty();
  }

  @Test
  void anEventInStructuredModeHasItsDataInJson() throws Exception {
    String event =
        Text.format(
            "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"1\","
                + "\"datacontenttype\":\"image/png\",\"data_base64\":\"%s\"}",
            Base64.getEncoder().encodeToString(TestImages.png()));
    ConsumerRecord<String, byte[]> record =
        answer(
            "a",
            event.getBytes(UTF_8),
            "content-type",
            "application/cloudevents+json; charset=utf-8");
    assertDetections(json(record));
    assertThat(Topics.header(record, "ce_causationid")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"/frames/a.png", "s3://games/7/a.png"})
  void anEventMayReferToAnImageThatIsAllowed(String reference) throws Exception {
    String address = reference.startsWith("/") ? store.uri() + reference : reference;
    assertDetections(json(answer("a", new byte[0], event("ce_dataref", address))));
  }

  @ParameterizedTest
  @CsvSource({
    "/secret.png, 403, is not below an address of quantmask.kafka.references",
    "/frames/../secret.png, 403, is not below an address of quantmask.kafka.references",
    "/frames/%2e%2e/secret.png, 403, is not below an address of quantmask.kafka.references",
    "s3://games/8/secret.png, 403, is not below an address of quantmask.kafka.references",
    "https://example.com/secret.png, 403, is not below an address of quantmask.kafka.references",
    "file:///etc/passwd, 400, dataref: expected https:// or s3://",
    "/frames/redirect.png, 422, 'expected at most 0 redirects, found more'",
    "/frames/missing.jpg, 422, no such file (404)"
  })
  void anEventMayReferToNothingElse(String reference, int status, String detail) throws Exception {
    String address = reference.startsWith("/") ? store.uri() + reference : reference;
    assertProblem(answer("a", new byte[0], event("ce_dataref", address)), status, detail);
    assertThat(store.requests()).noneMatch(path -> path.contains("secret"));
  }

  @Test
  void whatCannotBeReadIsADeadLetterAndTheNextIsRead() throws Exception {
    ConsumerRecord<String, byte[]> poison =
        answer("k", TestImages.truncatedJpeg(), "correlation-id", "c2");
    assertProblem(poison, 422, "");
    assertThat(poison.key()).isEqualTo("k");
    assertThat(Topics.header(poison, "correlation-id")).isEqualTo("c2");
    assertProblem(answer("k", null), 400, "the message has no value");
    assertProblem(answer("k", new byte[] {1}, "quantmask-minscore", "0"), 400, "no such option");
    assertProblem(
        answer("k", new byte[] {1}, "quantmask-model", "x"), 404, "expected one of default");
    assertProblem(answer("k", new byte[] {1}, "content-type", "text/plain"), 415, "content-type");
    assertProblem(answer("k", new byte[] {1}, "ce_specversion", "2.0"), 400, "specversion");
    assertProblem(answer("k", new byte[0], EVENT), 400, "the event has no data");
    assertDetections(json(answer("k", TestImages.png())));
  }

  @Test
  void aMessageThatIsLargerThanAllowedIsADeadLetter() throws Exception {
    assertProblem(answer("k", new byte[64 * 1024 + 1]), 413, "expected at most 65536 bytes");
    assertDetections(json(answer("k", TestImages.png())));
  }

  @Test
  void whatFailsInsideIsADeadLetterWithTheIdOfTheLog() throws Exception {
    ConsumerRecord<String, byte[]> record =
        answer("k", TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 6));
    assertProblem(record, 500, "error id");
    assertThat(new String(record.value(), UTF_8)).doesNotContain("secret");
  }

  /** One image is in the network and one waits, of HTTP: then no message is answered or refused. */
  @Test
  void messagesWaitWhileTheQueueIsFull() throws Exception {
    double refused = Scrape.now().sum("quantmask_requests_total", "outcome", "overloaded");
    byte[] slow = TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 6);
    List<CompletableFuture<HttpResponse<byte[]>>> requests = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        requests.add(CompletableFuture.supplyAsync(() -> detect(slow)));
      }
      FakeLoader.STARTED.acquire();
      awaitMetric("quantmask_requests_active", 2);
      for (int i = 0; i < 20; i++) {
        names.add(topics.send("images", "key-" + i % 3, TestImages.png()));
      }
      awaitMetric("quantmask_kafka_messages_waiting", 2);
      awaitMetric("quantmask_kafka_lag", 20);
      assertThat(topics.poll())
          .noneMatch(record -> names.contains(Topics.header(record, MessageHeaders.ANSWER_TO)));
    } finally {
      FakeLoader.MAY_FINISH.release(2);
    }
    for (CompletableFuture<HttpResponse<byte[]>> request : requests) {
      assertThat(request.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    for (String name : names) {
      assertDetections(json(topics.answer(name)));
    }
    awaitMetric("quantmask_kafka_lag", 0);
    assertThat(Scrape.now().sum("quantmask_requests_total", "outcome", "overloaded"))
        .isEqualTo(refused);
    FakeLoader.STARTED.drainPermits();
  }

  private static HttpResponse<byte[]> detect(byte[] image) {
    try {
      return Http.raw(image, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitMetric(String name, double value) throws Exception {
    long start = System.nanoTime();
    double found = Scrape.now().sum(name);
    while (found != value) {
      assertThat(System.nanoTime() - start)
          .as("%s: expected %s, found %s", name, value, found)
          .isLessThan(TimeUnit.SECONDS.toNanos(60));
      TimeUnit.MILLISECONDS.sleep(50);
      found = Scrape.now().sum(name);
    }
  }

  @Test
  void answersOfOneKeyAreInTheOrderOfItsImages() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      // Every third takes longer to decode than the others.
      byte[] image = i % 3 == 0 ? TestImages.png(120, 120) : TestImages.png();
      sent.add(topics.send("images", "ordered-" + i % 2, image, "number", "" + i));
    }
    List<ConsumerRecord<String, byte[]>> answers =
        topics.await(30, record -> sent.contains(Topics.header(record, MessageHeaders.ANSWER_TO)));
    for (int key = 0; key < 2; key++) {
      String name = "ordered-" + key;
      List<Integer> numbers =
          answers.stream()
              .filter(record -> record.key().equals(name))
              .map(record -> Integer.valueOf(Topics.header(record, "number")))
              .toList();
      assertThat(numbers).hasSize(15).isSorted();
    }
  }

  @Test
  void metricsAndHealthTellOfMessages() throws Exception {
    Scrape before = Scrape.now();
    answer("k", TestImages.png());
    answer("k", TestImages.truncatedJpeg());
    Scrape after = Scrape.now();
    for (String end : new String[] {"answered", "dead_letter"}) {
      assertThat(after.sum("quantmask_kafka_messages_total", "end", end))
          .isEqualTo(before.sum("quantmask_kafka_messages_total", "end", end) + 1);
    }
    assertThat(after.values("quantmask_requests_total", "endpoint")).contains("kafka");
    JsonNode health =
        MAPPER.readTree(Http.send("GET", "/q/health/ready", BodyPublishers.noBody()).body());
    assertThat(health.get("status").textValue()).isEqualTo("UP");
    assertThat(health.get("checks").findValuesAsText("images")).containsExactly("[OK]");
    assertThat(health.get("checks").findValuesAsText("detections")).containsExactly("[OK]");
  }

  @Test
  void offsetsAreCommitted() throws Exception {
    answer("k", TestImages.png());
    long written = topics.end("images");
    topics.awaitCommitted("quantmask", "images", written);
    assertThat(topics.committed("quantmask", "images")).isEqualTo(written);
  }
}
