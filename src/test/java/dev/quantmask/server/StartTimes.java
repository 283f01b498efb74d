package dev.quantmask.server;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long ways to start the service take, and how much memory: starts them in turn, asks whether
 * they are ready, and then for detections, one after the other.
 *
 * <p>Arguments: a port, a frame, the number of rounds, and the commands, each one argument whose
 * words are separated by spaces. Prints medians: milliseconds from the start of the process to
 * ready and to the first answer, then resident megabytes (10^6 bytes) at these two moments and
 * after 20 answers more.
 */
final class StartTimes {
  private static final int ANSWERS = 20;
  private static final int PATIENCE = 60; // seconds
  private static final double MEGABYTES_OF_KIB = 1024 / 1e6;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final byte[] frame;

  private StartTimes(int port, byte[] frame) {
    this.port = port;
    this.frame = frame;
  }

  public static void main(String... arguments) throws Exception {
    StartTimes times =
        new StartTimes(Integer.parseInt(arguments[0]), Files.readAllBytes(Path.of(arguments[1])));
    int rounds = Integer.parseInt(arguments[2]);
    List<String> commands = Arrays.asList(arguments).subList(3, arguments.length);
    List<List<double[]>> figures =
        commands.stream().<List<double[]>>map(c -> new ArrayList<>()).toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < commands.size(); i++) {
        double[] run = times.run(List.of(commands.get(i).split(" +")));
        System.out.print(Text.format("%d %s%n", i, Arrays.toString(run)));
        figures.get(i).add(run);
      }
    }
    System.out.println("ready ms | first answer ms | MB ready | MB first answer | MB 20 more");
    for (int i = 0; i < commands.size(); i++) {
      System.out.print(Text.format("%s: %s%n", commands.get(i), medians(figures.get(i))));
    }
  }

  private static String medians(List<double[]> runs) {
    List<String> medians = new ArrayList<>();
    for (int figure = 0; figure < runs.get(0).length; figure++) {
      int at = figure;
      double[] sorted = runs.stream().mapToDouble(run -> run[at]).sorted().toArray();
      medians.add(Text.format("%.0f", sorted[sorted.length / 2]));
    }
    return String.join(" | ", medians);
  }

  private double[] run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      awaitReady(process);
      double ready = millisecondsSince(start);
      double memoryReady = resident(process);
      detect();
      double first = millisecondsSince(start);
      double memoryFirst = resident(process);
      for (int i = 0; i < ANSWERS; i++) {
        detect();
      }
      return new double[] {ready, first, memoryReady, memoryFirst, resident(process)};
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static double millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private void awaitReady(Process process) throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(uri("/q/health/ready")).build();
    while (process.isAlive()) {
      try {
        if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    throw new IOException("the service has ended");
  }

  private void detect() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/detections"))
            .POST(BodyPublishers.ofByteArray(frame))
            .build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("expected 200, found " + status);
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** See {@code proc_pid_status(5)}. */
  private static double resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .mapToDouble(kibibytes -> kibibytes * MEGABYTES_OF_KIB)
        .findFirst()
        .orElse(Double.NaN);
  }
}
