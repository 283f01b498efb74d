package dev.quantmask.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program, serving in a process of its own. */
public final class ServedProgram implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Path directory;
  private final int port;

  private ServedProgram(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param directory where it logs, and would leave a crash report
   */
  public static ServedProgram start(Path directory, String... properties) throws Exception {
    return start(directory, Map.of(), properties);
  }

  public static ServedProgram start(
      Path directory, Map<String, String> environment, String... properties) throws Exception {
    List<String> command =
        new ArrayList<>(
            Executable.command(
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-XX:+ExitOnOutOfMemoryError")); // as in the images
    command.add(1, "-Dquarkus.http.port=0");
    command.addAll(2, List.of(properties));
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos() && process.isAlive()) {
      Matcher matcher = PORT.matcher(Files.readString(log));
      if (matcher.find()) {
        return new ServedProgram(process, directory, Integer.parseInt(matcher.group(1)));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.destroyForcibly();
    throw new IOException("the program does not listen: " + Files.readString(log));
  }

  public HttpResponse<String> detect(byte[] image) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/v1/detections")).POST(BodyPublishers.ofByteArray(image)));
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** Asked on a connection of its own. */
  public boolean isLive() throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      String request = "GET /q/health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 ");
    }
  }

  public int port() {
    return port;
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the program has not ended");
    }
    return process.exitValue();
  }

  public String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /** Waits until the log has a text. */
  public void awaitLog(String text) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!log().contains(text)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException("\"" + text + "\" is not in the log: " + log());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The most bytes that were resident at once; of Linux. */
  public long peakMemory() throws IOException {
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    return Long.parseLong(status.replaceAll("(?s).*VmHWM:\\s+(\\d+) kB.*", "$1")) << 10;
  }

  /** What the process has taken of the processor so far. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public boolean hasCrashed() {
    return Files.exists(directory.resolve("crash.log"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
