package dev.quantmask.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.deployment.Manifests;
import dev.quantmask.deployment.PromQuery;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.DetectionEndpointsIT;
import dev.quantmask.server.streaming.StreamIT;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.Program;
import dev.quantmask.testing.Scrape;
import dev.quantmask.testing.StreamClient;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the program counts, and that dashboard, rules and autoscalers ask for nothing else. */
@QuarkusTest
@TestProfile(Profiles.Metrics.class)
class MetricsIT {
  private static final Path FOLDER = Path.of("deployment/observability");
  private static final String REQUESTS = "quantmask_requests_total";

  /** Labels that Prometheus itself adds: {@code prometheus.yaml} sets all but the first. */
  private static final Set<String> PROMETHEUS = Set.of("job", "instance", "namespace");

  private static final String UP = "up";

  private static void send(DetectionEndpoint endpoint, byte[] image) throws Exception {
    assertThat(DetectionEndpointsIT.send(endpoint, image).statusCode()).isIn(200, 422);
  }

  /** Requests that end in as many ways as can be had. */
  private static void sendAll() throws Exception {
    for (DetectionEndpoint endpoint : DetectionEndpointsIT.REQUESTS) {
      send(endpoint, TestImages.png());
      send(endpoint, new byte[] {1, 2, 3});
    }
    byte[] crashing = TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 6);
    assertThat(Http.raw(crashing, "").statusCode()).isEqualTo(500);
    assertThat(Http.raw(TestImages.png(), "?model=evil").statusCode()).isEqualTo(404);
    assertThat(Http.raw(TestImages.png(), "?model=missing").statusCode()).isEqualTo(503);
    assertThat(Http.raw(TestImages.png(), "?minScore=7").statusCode()).isEqualTo(400);
    assertThat(Http.raw(new byte[Profiles.Serving.MAX_BODY + 1], "").statusCode()).isEqualTo(413);
    assertThat(Http.send("GET", "/detect", BodyPublishers.noBody()).statusCode()).isEqualTo(405);
  }

  private static double counted(Scrape before, Scrape after, String... labels) {
    return rise(before, after, REQUESTS, labels);
  }

  /** The end of a request is counted a moment after its answer. */
  private static Scrape after(Scrape before, int requests) throws Exception {
    Scrape scrape = Scrape.now();
    for (int i = 0; i < 100 && counted(before, scrape) < requests; i++) {
      Thread.sleep(20);
      scrape = Scrape.now();
    }
    return scrape;
  }

  @Test
  void requestsAreCountedOnceByEndpointModelAndOutcome() throws Exception {
    Scrape before = Scrape.now();
    sendAll();
    int endpoints = DetectionEndpointsIT.REQUESTS.size();
    Scrape after = after(before, 2 * endpoints + 6);
    assertThat(counted(before, after)).as("%s", after.named(REQUESTS)).isEqualTo(2 * endpoints + 6);
    for (DetectionEndpoint endpoint : DetectionEndpointsIT.REQUESTS) {
      for (String outcome : new String[] {"answered", "invalid_image"}) {
        assertThat(
                counted(
                    before,
                    after,
                    "endpoint",
                    endpoint.label(),
                    "model",
                    "default",
                    "outcome",
                    outcome))
            .as("%s %s", endpoint, outcome)
            .isEqualTo(1);
      }
    }
    assertThat(counted(before, after, "outcome", "failed", "model", "default")).isEqualTo(1);
    assertThat(counted(before, after, "outcome", "unknown_model", "model", "none")).isEqualTo(1);
    assertThat(counted(before, after, "outcome", "model_unavailable", "model", "missing"))
        .isEqualTo(1);
    assertThat(counted(before, after, "outcome", "invalid", "endpoint", "detections")).isEqualTo(1);
    assertThat(counted(before, after, "outcome", "invalid", "endpoint", "funqy")).isEqualTo(1);
    assertThat(counted(before, after, "outcome", "too_large", "model", "none")).isEqualTo(1);
  }

  @Test
  void framesOfAStreamAreCountedAsItsOwn() throws Exception {
    Scrape before = Scrape.now();
    try (StreamClient client = new StreamClient(StreamIT.uri(""))) {
      client.send(TestImages.png());
      client.answer();
      client.send(new byte[] {1, 2, 3});
      client.answer();
    }
    Scrape after = after(before, 2);
    for (String outcome : new String[] {"answered", "invalid_image"}) {
      assertThat(counted(before, after, "endpoint", "stream", "outcome", outcome)).isEqualTo(1);
    }
  }

  @Test
  void sessionsAndTheirFramesAreCounted() throws Exception {
    Scrape before = Scrape.now();
    try (StreamClient client = new StreamClient(StreamIT.uri(""))) {
      client.send(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 6));
      FakeLoader.STARTED.acquire();
      assertThat(Scrape.now().sum("quantmask_streams")).isEqualTo(1);
      for (int i = 0; i < 3; i++) {
        client.send(new byte[] {1, 2, 3});
      }
      awaitRise(before, "quantmask_stream_frames_received_total", 4);
      FakeLoader.MAY_FINISH.release();
      client.answer();
      client.answer();
      client.socket().sendText("{}", true).join();
      assertThat(client.closeCode()).isEqualTo(1003);
    }
    new StreamClient(StreamIT.uri("")).close();
    try (StreamClient client = new StreamClient(StreamIT.uri(""))) {
      ByteBuffer tooLarge = ByteBuffer.wrap(new byte[4 * 1024 * 1024 + 1]);
      client.socket().sendBinary(tooLarge, true).exceptionally(torn -> null).join();
      client.closeCode();
    }
    String closes = "quantmask_stream_closes_total";
    Scrape after = awaitRise(before, closes, 3);
    for (String reason : new String[] {"text", "left", "too_large"}) {
      assertThat(rise(before, after, closes, "reason", reason)).as(reason).isEqualTo(1);
    }
    String frames = "quantmask_stream_frames_total";
    assertThat(rise(before, after, frames, "end", "answered")).isEqualTo(1);
    assertThat(rise(before, after, frames, "end", "refused")).isEqualTo(1);
    assertThat(rise(before, after, frames, "end", "dropped")).isEqualTo(2);
    assertThat(after.sum("quantmask_streams")).isZero();
    assertThat(after.sum("quantmask_streams_limit")).isEqualTo(16);
  }

  private static double rise(Scrape before, Scrape after, String metric, String... labels) {
    return after.sum(metric, labels) - before.sum(metric, labels);
  }

  /** What happens on a socket is counted a moment later. */
  private static Scrape awaitRise(Scrape before, String metric, int most) throws Exception {
    Scrape scrape = Scrape.now();
    for (int i = 0; i < 100 && rise(before, scrape, metric) < most; i++) {
      Thread.sleep(20);
      scrape = Scrape.now();
    }
    assertThat(rise(before, scrape, metric)).as(metric).isEqualTo(most);
    return scrape;
  }

  @Test
  void whatClientsWriteIsNoLabel() throws Exception {
    Http.raw(TestImages.png(), "?model=evil");
    Http.send("GET", "/evil", BodyPublishers.noBody(), "X-Request-Id", "evil");
    Http.send("EVIL", "/v1/detections/evil", BodyPublishers.noBody());
    assertThat(Scrape.now().samples())
        .isNotEmpty()
        .noneMatch(sample -> sample.labels().toString().contains("evil"));
  }

  @Test
  void timeIsToldByPhaseAndAddsUp() throws Exception {
    send(DetectionEndpoint.DETECTIONS, TestImages.png()); // the model is loaded
    Scrape before = Scrape.now();
    for (int i = 0; i < 5; i++) {
      send(DetectionEndpoint.DETECTIONS, TestImages.png());
    }
    Scrape after = Scrape.now();
    String phases = "quantmask_phase_seconds_sum";
    double inference =
        after.sum(phases, "phase", "inference") - before.sum(phases, "phase", "inference");
    assertThat(inference).isCloseTo(5 * 0.01234567, within(1e-9)); // as the fake says
    for (String phase : new String[] {"decode", "queue", "inference", "postprocess", "encode"}) {
      String count = "quantmask_phase_seconds_count";
      assertThat(after.sum(count, "phase", phase) - before.sum(count, "phase", phase))
          .as(phase)
          .isEqualTo(5);
    }
    assertThat(after.sum("quantmask_request_seconds_count", "endpoint", "detections"))
        .isEqualTo(before.sum("quantmask_request_seconds_count", "endpoint", "detections") + 5);
    assertThat(after.sum("quantmask_queue_wait_seconds_count"))
        .isEqualTo(before.sum("quantmask_queue_wait_seconds_count") + 5);
    assertThat(after.sum("quantmask_detections_sum") - before.sum("quantmask_detections_sum"))
        .isEqualTo(10); // two in each
    assertThat(after.sum("quantmask_batch_size_sum") - before.sum("quantmask_batch_size_sum"))
        .isEqualTo(5);
    assertThat(after.values("quantmask_request_seconds_bucket", "le")).contains("30.0", "+Inf");
  }

  @Test
  void workersAndQueueAreToldWhileTheyAreBusy() throws Exception {
    byte[] waiting = TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 6);
    List<CompletableFuture<Void>> requests = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      requests.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  send(DetectionEndpoint.DETECTIONS, waiting);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    FakeLoader.STARTED.acquire();
    Scrape busy = Scrape.now();
    // A scrape reads one gauge after the other: the second request may come between two of them.
    for (int i = 0; i < 500 && !hasTwoRequests(busy); i++) {
      Thread.sleep(20);
      busy = Scrape.now();
    }
    FakeLoader.MAY_FINISH.release(2);
    requests.forEach(CompletableFuture::join);
    FakeLoader.STARTED.acquire();
    assertThat(busy.sum("quantmask_queue_depth")).isEqualTo(1);
    assertThat(busy.sum("quantmask_workers_busy")).isEqualTo(1);
    assertThat(busy.sum("quantmask_requests_active")).isEqualTo(2);
    assertThat(busy.sum("quantmask_decoded_pixels")).isEqualTo(2 * FakeLoader.WIDTH_THAT_WAITS * 6);
    assertThat(busy.sum("quantmask_workers")).isEqualTo(1);
    assertThat(busy.sum("quantmask_queue_limit")).isEqualTo(32);
    assertThat(busy.sum("quantmask_timeout_seconds")).isEqualTo(30);
  }

  private static boolean hasTwoRequests(Scrape scrape) {
    return scrape.sum("quantmask_queue_depth") == 1
        && scrape.sum("quantmask_requests_active") == 2
        && scrape.sum("quantmask_decoded_pixels") == 2 * FakeLoader.WIDTH_THAT_WAITS * 6;
  }

  @Test
  void modelsAndReadinessAreTold() throws Exception {
    send(DetectionEndpoint.DETECTIONS, TestImages.png());
    Http.raw(TestImages.png(), "?model=missing");
    Scrape scrape = Scrape.now();
    assertThat(scrape.sum("quantmask_ready")).isEqualTo(1);
    assertThat(scrape.sum("quantmask_model_ready", "model", "default")).isEqualTo(1);
    assertThat(scrape.sum("quantmask_model_failed", "model", "default")).isEqualTo(0);
    assertThat(scrape.sum("quantmask_model_ready", "model", "missing")).isEqualTo(0);
    assertThat(scrape.sum("quantmask_model_failed", "model", "missing")).isEqualTo(1);
    String changes = "quantmask_model_changes_total";
    assertThat(scrape.sum(changes, "model", "default", "change", "loaded")).isEqualTo(1);
    assertThat(scrape.sum(changes, "model", "missing", "change", "failed")).isEqualTo(1);
  }

  @EnabledOnOs(OS.LINUX) // which tells it
  @Test
  void memoryIsThatOfTheProcess() throws Exception {
    double told = Scrape.now().sum("quantmask_memory_resident_bytes", "kind", "anonymous");
    long own =
        Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
            .filter(line -> line.startsWith("Anonymous:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
            .sum();
    assertThat(told).isCloseTo(own, within(own * 0.1));
  }

  @Test
  void everyQueryAsksForWhatTheProgramHas() throws Exception {
    Scrape before = Scrape.now();
    sendAll();
    Scrape scrape = after(before, 2 * DetectionEndpointsIT.REQUESTS.size() + 6);
    List<PromQuery> queries = queries();
    assertThat(queries).hasSizeGreaterThan(40);
    for (PromQuery query : queries) {
      assertThat(query.selectors()).as(query.text()).isNotEmpty();
      Set<String> labels = new HashSet<>(PROMETHEUS);
      for (PromQuery.Selector selector : query.selectors()) {
        labels.addAll(labelsOf(selector, scrape, query));
      }
      assertThat(labels).as(query.text()).containsAll(query.groupings());
    }
  }

  private static Set<String> labelsOf(PromQuery.Selector selector, Scrape scrape, PromQuery query) {
    String metric = selector.metric();
    Set<String> labels = new HashSet<>(PROMETHEUS);
    if (!metric.equals(UP)) {
      assertThat(scrape.named(metric)).as("%s in %s", metric, query.text()).isNotEmpty();
      scrape.named(metric).forEach(sample -> labels.addAll(sample.labels().keySet()));
    }
    for (PromQuery.Condition condition : selector.conditions()) {
      assertThat(labels).as(query.text()).contains(condition.label());
      if (!PROMETHEUS.contains(condition.label())) {
        assertThat(values(scrape, metric, condition.label()))
            .as("values of %s in %s", condition.label(), query.text())
            .containsAll(condition.values());
      }
    }
    return labels;
  }

  private static Set<String> values(Scrape scrape, String metric, String label) {
    Set<String> values = new HashSet<>(scrape.values(metric, label));
    if (label.equals("outcome")) {
      Arrays.stream(Outcome.values())
          .forEach(outcome -> values.add(outcome.name().toLowerCase(Locale.ROOT)));
    }
    return values;
  }

  /** Of the dashboard, the rules, and what scales by them. */
  private static List<PromQuery> queries() throws Exception {
    List<PromQuery> queries = new ArrayList<>();
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    dashboard.findValues("expr").forEach(text -> queries.add(PromQuery.of(text.textValue())));
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.get("type").textValue().equals("query")) {
        queries.add(PromQuery.ofVariable(variable.get("query").textValue()));
      }
    }
    int panels = queries.size();
    Manifests.in(FOLDER.resolve("alerts.yaml")).get(0).findValues("expr").stream()
        .map(text -> PromQuery.of(text.textValue()))
        .forEach(queries::add);
    assertThat(queries.size() - panels).as("rules").isGreaterThanOrEqualTo(8);
    queries.removeIf(query -> query.text().contains("quantmask_kafka_")); // of another build
    queries.add(
        PromQuery.of(
            Manifests.named("keda.sh/v1alpha1 ScaledObject", "quantmask-keda")
                .at("/spec/triggers/0/metadata/query")
                .textValue()));
    return queries;
  }

  @Test
  void everyLabelInAMessageIsKept() throws Exception {
    Pattern label = Pattern.compile("\\$labels\\.(\\w+)");
    int found = 0;
    for (JsonNode rule : Manifests.in(FOLDER.resolve("alerts.yaml")).get(0).at("/groups/0/rules")) {
      PromQuery query = PromQuery.of(rule.get("expr").textValue());
      List<String> used =
          label
              .matcher(rule.at("/annotations/summary").textValue())
              .results()
              .map(match -> match.group(1))
              .toList();
      if (!query.groupings().isEmpty()) {
        assertThat(query.groupings()).as(query.text()).containsAll(used);
      } else {
        assertThat(Stream.of("instance", "model")).as(query.text()).containsAll(used);
      }
      found += used.size();
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  @Test
  void prometheusCollectsWhereTheProgramAnswers() throws Exception {
    JsonNode job = Manifests.in(FOLDER.resolve("prometheus.yaml")).get(0).at("/scrape_configs/0");
    HttpResponse<byte[]> response =
        Http.send("GET", job.get("metrics_path").textValue(), BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(job.toString()).contains("\"" + Program.port() + "\"");
    assertThat(job.findValuesAsText("target_label"))
        .containsAll(PROMETHEUS.stream().filter(label -> !label.equals("job")).toList());
    assertThat(
            Manifests.named("apps/v1 Deployment", "quantmask-keda")
                .at("/spec/template/metadata/labels"))
        .anyMatch(name -> job.toString().contains("\"regex\":\"" + name.textValue() + "\""));
  }
}
