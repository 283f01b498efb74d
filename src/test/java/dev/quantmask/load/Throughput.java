package dev.quantmask.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends the same image again and again from some clients at once, each with one request at a time.
 *
 * <p>{@code java src/test/java/dev/quantmask/load/Throughput.java URL FRAME CLIENTS SECONDS}: it
 * prints responses a second, the 99th percentile of their milliseconds, and how many were not 200.
 */
final class Throughput {
  private Throughput() {}

  public static void main(String... arguments) throws Exception {
    byte[] frame = Files.readAllBytes(Path.of(arguments[1]));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(arguments[0]))
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(frame))
            .build();
    int clients = Integer.parseInt(arguments[2]);
    long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    run(threads, clients, request, nanos / 4); // warm up
    long start = System.nanoTime();
    List<Double> times = run(threads, clients, request, nanos);
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    long failed = times.stream().filter(time -> time.isNaN()).count();
    times.removeIf(time -> time.isNaN());
    Collections.sort(times);
    double p99 = times.isEmpty() ? Double.NaN : times.get((int) Math.ceil(times.size() * 0.99) - 1);
    System.out.printf(Locale.ROOT, "%.2f %.1f %d%n", times.size() / seconds, p99, failed);
  }

  /** Returns the milliseconds of each response; NaN is one that is not 200. */
  private static List<Double> run(
      ExecutorService threads, int clients, HttpRequest request, long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    List<Future<List<Double>>> running = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      running.add(threads.submit(() -> client(request, end)));
    }
    List<Double> times = new ArrayList<>();
    for (Future<List<Double>> client : running) {
      times.addAll(client.get());
    }
    return times;
  }

  private static List<Double> client(HttpRequest request, long end) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Double> times = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      times.add(status == 200 ? (System.nanoTime() - start) / 1e6 : Double.NaN);
    }
    return times;
  }
}
