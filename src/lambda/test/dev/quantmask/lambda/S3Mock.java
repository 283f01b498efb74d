package dev.quantmask.lambda;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Adobe's S3Mock in a process of its own, and an environment in which the SDK takes it for S3.
 * Stated by address, so that a bucket is in the path of a request and not in the name of the host.
 */
public final class S3Mock implements QuarkusTestResourceLifecycleManager {
  private static final Path JAR = Path.of("target/lambda/s3mock/s3mock.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Process process;
  private Map<String, String> environment = Map.of();

  @Override
  public Map<String, String> start() {
    int port = freePort();
    process = start(port);
    awaitPort(port);
    environment =
        Map.of(
            "aws.endpointUrlS3", "http://127.0.0.1:" + port,
            "aws.region", "us-east-1",
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test");
    environment.forEach(System::setProperty);
    return Map.of();
  }

  /** Properties by which the SDK finds it. */
  Map<String, String> environment() {
    return environment;
  }

  private static Process start(int port) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              JAR.toString(),
              "--com.adobe.testing.s3mock.httpPort=" + port,
              "--server.port=0",
              "--com.adobe.testing.s3mock.store.initialBuckets=games")
          .redirectErrorStream(true)
          .redirectOutput(JAR.resolveSibling("log.txt").toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException("S3Mock cannot be started", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitPort(int port) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket connected = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        pause();
      }
    }
    process.destroy();
    throw new IllegalStateException("S3Mock does not answer: see target/lambda/s3mock/log.txt");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    environment.keySet().forEach(System::clearProperty);
    if (process != null) {
      process.destroy();
    }
  }
}
