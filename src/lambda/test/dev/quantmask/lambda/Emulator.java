package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.text.Text;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged function under AWS' emulator of Lambda, started as its image starts it. */
final class Emulator implements AutoCloseable {
  private static final Path DOCKERFILE = Path.of("deployment/docker/Dockerfile.lambda");
  private static final Path LIBRARIES = Path.of("target/lambda/lib/*");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /**
   * @param memory in MB; the JVM takes it for that of the machine
   * @param log where the output of the function goes
   */
  Emulator(Path emulator, int memory, Path log) throws IOException {
    int port = freePort();
    address =
        URI.create(
            Text.format("http://127.0.0.1:%d/2015-03-31/functions/function/invocations", port));
    List<String> command = new ArrayList<>();
    command.add(emulator.toString());
    command.add("--runtime-interface-emulator-address=127.0.0.1:" + port);
    command.add("--runtime-api-address=127.0.0.1:" + freePort());
    command.addAll(entryPoint());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:MaxRAM=" + memory + "m");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memory));
    builder.environment().put("AWS_LAMBDA_FUNCTION_TIMEOUT", "60");
    builder.environment().put("QUANTMASK_DEVICE", "cpu");
    builder.environment().put("QUANTMASK_INFERENCE_WORKERS", "1"); // as the Terraform module does
    process = builder.start();
  }

  /** Of the Dockerfile, but for the paths that only the image has. */
  private static List<String> entryPoint() throws IOException {
    List<String> command = new ArrayList<>();
    for (String instruction : new String[] {"ENTRYPOINT ", "CMD "}) {
      String arguments =
          Files.readAllLines(DOCKERFILE).stream()
              .filter(line -> line.startsWith(instruction))
              .findFirst()
              .orElseThrow()
              .substring(instruction.length());
      Lambda.tree(arguments).forEach(argument -> command.add(argument.textValue()));
    }
    command.removeIf(argument -> argument.startsWith("-Djna."));
    command.set(command.indexOf("-cp") + 1, classPath());
    return command;
  }

  private static String classPath() throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("target/lambda"), "*-runner.jar")) {
      return jars.iterator().next() + File.pathSeparator + LIBRARIES;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What the function gives, or the error of the failed invocation. */
  JsonNode invoke(String event) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    return Lambda.MAPPER.readTree(
        client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  void awaitPort() throws InterruptedException {
    for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
      try (Socket connected = new Socket(address.getHost(), address.getPort())) {
        return;
      } catch (IOException e) {
        Thread.sleep(10);
      }
    }
    throw new IllegalStateException("the emulator does not listen");
  }

  /** The most memory in MB that the function has had, as Linux counts it; 0 elsewhere. */
  long peak() throws IOException {
    long peak = 0;
    for (ProcessHandle child : process.descendants().toList()) {
      Path status = Path.of("/proc/" + child.pid() + "/status");
      Matcher matcher = PEAK.matcher(Files.exists(status) ? Files.readString(status) : "");
      if (matcher.find()) {
        peak = Math.max(peak, Long.parseLong(matcher.group(1)) >> 10);
      }
    }
    return peak;
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
