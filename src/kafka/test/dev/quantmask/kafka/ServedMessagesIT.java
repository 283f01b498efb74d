package dev.quantmask.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.ServedProgram;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and a broker, each a process of its own, of which one dies. */
class ServedMessagesIT {
  private static final int PARTITIONS = 4;
  private static final int KEYS = 8;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path brokerFolder;
  private static Broker broker;

  @TempDir Path folder;
  private String group;
  private Topics topics;
  private final Map<String, Integer> sent = new LinkedHashMap<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new Broker(brokerFolder);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    group = test.getTestMethod().orElseThrow().getName();
    for (String topic : new String[] {"images", "detections", "dead-letters"}) {
      broker.create(topic(topic), PARTITIONS, Map.of());
    }
    topics = new Topics(broker.address(), Set.of(topic("detections"), topic("dead-letters")));
  }

  @AfterEach
  void close() {
    topics.close();
  }

  private String topic(String name) {
    return name + "." + group;
  }

  private ServedProgram service(String name) throws Exception {
    return ServedProgram.start(
        Files.createDirectories(folder.resolve(name)),
        "-Xmx512m",
        "-Dkafka.bootstrap.servers=" + broker.address(),
        "-Dquantmask.kafka.enabled=true",
        // After which the partitions of one that was killed go to another: 45 s by default.
        "-Dmp.messaging.incoming.images.session.timeout.ms=6000",
        "-Dquantmask.kafka.images-topic=" + topic("images"),
        "-Dquantmask.kafka.detections-topic=" + topic("detections"),
        "-Dquantmask.kafka.dead-letters-topic=" + topic("dead-letters"),
        "-Dquantmask.kafka.group=" + group);
  }

  private void send(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int number = sent.size();
      byte[] frame =
          Files.readAllBytes(Path.of(Text.format("test-data/frames/frame_%06d.jpg", number % 10)));
      sent.put(topics.send(topic("images"), "key-" + number % KEYS, frame), number);
    }
  }

  /** Every message has an answer, those of one key in its order, and further ones are the same. */
  private int duplicates() throws Exception {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    Map<String, List<Integer>> firsts = new HashMap<>();
    int duplicates = 0;
    while (!answers.keySet().containsAll(sent.keySet())) {
      answers.clear();
      firsts.clear();
      duplicates = 0;
      for (ConsumerRecord<String, byte[]> record : topics.await(sent.size(), each -> true)) {
        assertThat(record.topic()).isEqualTo(topic("detections"));
        String name = Topics.header(record, MessageHeaders.ANSWER_TO);
        JsonNode found = MAPPER.readTree(record.value()).get("detections");
        JsonNode before = answers.putIfAbsent(name, found);
        if (before == null) {
          firsts.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(sent.get(name));
        } else {
          assertThat(found).isEqualTo(before);
          duplicates++;
        }
      }
      topics.poll();
    }
    firsts.values().forEach(numbers -> assertThat(numbers).isSorted());
    return duplicates;
  }

  private static double answered(ServedProgram service) throws Exception {
    return service
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("quantmask_kafka_messages_total{end=\"answered\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void aKilledServiceLosesNothing(TestReporter reporter) throws Exception {
    send(48);
    int before;
    try (ServedProgram first = service("first")) {
      before = topics.await(16, record -> true).size();
      first.kill();
      first.exitCode();
    }
    try (ServedProgram second = service("second")) {
      int duplicates = duplicates();
      reporter.publishEntry(
          Text.format(
              "%d messages, killed after %d answers, %d answered twice",
              sent.size(), before, duplicates));
      topics.awaitCommitted(group, topic("images"), sent.size());
      second.terminate();
      assertThat(second.exitCode()).isEqualTo(143);
      assertThat(topics.committed(group, topic("images"))).isEqualTo(sent.size());
    }
  }

  @Test
  void aBrokerThatIsStartedAgainLosesNothing(TestReporter reporter) throws Exception {
    send(32);
    try (ServedProgram service = service("service")) {
      int before = topics.await(10, record -> true).size();
      broker.kill();
      broker.start();
      int duplicates = duplicates();
      reporter.publishEntry(
          Text.format(
              "%d messages, the broker killed after %d answers, %d answered twice",
              sent.size(), before, duplicates));
      assertThat(service.isLive()).isTrue();
      topics.awaitCommitted(group, topic("images"), sent.size());
    }
  }

  /** The second one joins while the first one is at work, and leaves again. */
  @Test
  void instancesOfAGroupShareThePartitions(TestReporter reporter) throws Exception {
    send(24);
    try (ServedProgram first = service("first")) {
      topics.await(3, record -> true);
      try (ServedProgram second = service("second")) {
        awaitAnswers(second);
        int ofSecond = (int) answered(second);
        second.terminate();
        assertThat(second.exitCode()).isEqualTo(143);
        send(16);
        int duplicates = duplicates();
        reporter.publishEntry(
            Text.format(
                "%d messages, at least %d by the second instance, %d answered twice",
                sent.size(), ofSecond, duplicates));
      }
      assertThat(answered(first)).isPositive();
      topics.awaitCommitted(group, topic("images"), sent.size());
    }
  }

  /** Sends messages to all keys until the instance has answered one. */
  private void awaitAnswers(ServedProgram service) throws Exception {
    long start = System.nanoTime();
    while (answered(service) == 0) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
      send(KEYS);
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(topics.poll().stream().map(ConsumerRecord::topic).collect(Collectors.toSet()))
        .containsExactly(topic("detections"));
  }
}
