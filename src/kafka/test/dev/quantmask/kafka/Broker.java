package dev.quantmask.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker of Kafka in KRaft mode, in a process of its own on loopback. */
final class Broker implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String CLUSTER = "cXVhbnRtYXNrLXRlc3RzLQ";

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private Process process;

  /**
   * Starts it.
   *
   * @param folder an empty one, where it keeps its topics
   */
  Broker(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = freePort();
    this.controllerPort = freePort();
    Files.write(folder.resolve("server.properties"), properties());
    Process format =
        kafka("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", "server.properties");
    if (format.waitFor() != 0) {
      throw new IOException("the broker's folder cannot be made: " + log());
    }
    start();
  }

  private List<String> properties() {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
        "controller.listener.names=CONTROLLER",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "log.dirs=" + folder.resolve("topics").toAbsolutePath(),
        "auto.create.topics.enable=false",
        "group.initial.rebalance.delay.ms=0",
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process kafka(String mainClass, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("dev.quantmask.kafka.home") + "/*",
                mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Starts it again, with the topics that it had. */
  void start() throws IOException, InterruptedException {
    process = kafka("kafka.Kafka", "server.properties");
    long start = System.nanoTime();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException("the broker does not listen: " + log());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void create(String topic, int partitions, Map<String, String> configuration) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configuration)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  /** As a machine that fails does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
