package dev.quantmask.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server of S3 that checks signatures, in a process of its own, with its objects in a folder. */
public final class S3Proxy implements AutoCloseable {
  private static final Path JAR = Path.of("target/s3proxy/s3proxy.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String IDENTITY = "test";
  private static final String CREDENTIAL = "geheim";

  private final Process process;
  private final URI uri;
  private final S3Client client;

  private S3Proxy(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
    this.client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(uri)
            .forcePathStyle(true)
            // It does not know the signatures of parts that the SDK makes by default.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(IDENTITY, CREDENTIAL)))
            .build();
  }

  /** Starts it with an empty bucket. */
  public static S3Proxy start(Path directory, String bucket) throws Exception {
    Path objects = Files.createDirectories(directory.resolve("objects"));
    URI uri = URI.create("http://127.0.0.1:" + freePort());
    Path properties = directory.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + IDENTITY,
            "s3proxy.credential=" + CREDENTIAL,
            "s3proxy.endpoint=" + uri,
            "s3proxy.ignore-unknown-headers=true",
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + objects));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3proxy.log").toFile())
            .start();
    S3Proxy proxy = new S3Proxy(process, uri);
    proxy.awaitPort();
    proxy.client.createBucket(request -> request.bucket(bucket));
    return proxy;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket connected = new Socket(uri.getHost(), uri.getPort())) {
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    close();
    throw new IOException("s3proxy does not answer at " + uri);
  }

  public URI uri() {
    return uri;
  }

  /** What the SDK takes its credentials from. */
  public Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", IDENTITY, "AWS_SECRET_ACCESS_KEY", CREDENTIAL);
  }

  public void put(String bucket, String key, byte[] content) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    process.destroyForcibly();
    process.waitFor();
  }
}
