package dev.quantmask.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long an inference takes alone and beside busy processes, for several ways to start
 * the service. The ways take turns, so that what else the machine does falls on all of them.
 *
 * <p>{@code java src/test/java/dev/quantmask/load/BusyMachine.java PORT FRAME ROUNDS BUSY
 * COMMAND...}: each command is one line of the shell. It prints, for each command, the median and
 * the 90th percentile of the milliseconds of {@code timing.inference}, alone and beside {@code
 * BUSY} processes that compute without end.
 */
final class BusyMachine {
  private static final int WARM_UP = 10;
  private static final int REQUESTS = 15;
  private static final int PATIENCE = 60; // seconds
  private static final Pattern INFERENCE = Pattern.compile("\"inference\":\\s*([0-9.]+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final byte[] frame;
  private final int busy;

  /** Milliseconds of inferences. */
  private record Times(List<Double> alone, List<Double> beside) {}

  private BusyMachine(int port, byte[] frame, int busy) {
    this.port = port;
    this.frame = frame;
    this.busy = busy;
  }

  public static void main(String... arguments) throws Exception {
    BusyMachine machine =
        new BusyMachine(
            Integer.parseInt(arguments[0]),
            Files.readAllBytes(Path.of(arguments[1])),
            Integer.parseInt(arguments[3]));
    List<String> commands = Arrays.asList(arguments).subList(4, arguments.length);
    List<Times> times =
        commands.stream().map(c -> new Times(new ArrayList<>(), new ArrayList<>())).toList();
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      for (int i = 0; i < commands.size(); i++) {
        machine.run(commands.get(i), times.get(i));
      }
    }
    System.out.println("alone: median, 90th percentile | beside: median, 90th percentile");
    for (int i = 0; i < commands.size(); i++) {
      Times of = times.get(i);
      System.out.println(
          String.join(" | ", figures(of.alone), figures(of.beside), commands.get(i)));
    }
  }

  private static String figures(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        Locale.ROOT, "%.0f, %.0f", sorted[sorted.length / 2], sorted[sorted.length * 9 / 10]);
  }

  private void run(String command, Times times) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Process service = builder.start();
    List<Process> neighbors = List.of();
    try {
      awaitReady(service);
      inferences(WARM_UP);
      times.alone.addAll(inferences(REQUESTS));
      neighbors = startBusyProcesses();
      times.beside.addAll(inferences(REQUESTS));
    } finally {
      neighbors.forEach(Process::destroyForcibly);
      service.descendants().forEach(ProcessHandle::destroy);
      service.destroy();
      if (!service.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    }
  }

  private List<Process> startBusyProcesses() throws IOException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < busy; i++) {
      processes.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
    }
    return processes;
  }

  private void awaitReady(Process service) throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(uri("/q/health/ready")).build();
    while (service.isAlive()) {
      try {
        if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("The service has ended.");
  }

  private List<Double> inferences(int requests) throws IOException, InterruptedException {
    List<Double> milliseconds = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(uri("/v1/detections"))
              .header("Content-Type", "image/jpeg")
              .POST(BodyPublishers.ofByteArray(frame))
              .build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      Matcher inference = INFERENCE.matcher(response.body());
      if (response.statusCode() != 200 || !inference.find()) {
        throw new IOException("Request " + i + ": expected 200, found " + response.body());
      }
      milliseconds.add(Double.parseDouble(inference.group(1)));
    }
    return milliseconds;
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
