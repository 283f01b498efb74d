package dev.quantmask.kafka;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A broker with the three topics, and a store of images that events may refer to. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  static final int PARTITIONS = 2;

  private Path folder;
  private Broker broker;
  private ImageStore store;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory(Path.of("target/kafka"), "broker-");
      broker = new Broker(folder);
      store = new ImageStore();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    for (String topic : new String[] {"images", "detections", "dead-letters"}) {
      broker.create(topic, PARTITIONS, Map.of("max.message.bytes", "2000000"));
    }
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    Map<String, String> configuration = new HashMap<>();
    configuration.put("kafka.bootstrap.servers", broker.address());
    configuration.put("quantmask.s3.endpoint", store.uri());
    configuration.put("quantmask.kafka.references", store.uri() + "/frames/,s3://games/7/");
    return configuration;
  }

  /** Where a test needs more of it than its address. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(store, new TestInjector.MatchesType(ImageStore.class));
  }

  @Override
  public void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    store.close();
    try {
      broker.close();
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
