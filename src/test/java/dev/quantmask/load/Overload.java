package dev.quantmask.load;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of a service that is asked for several times of what it can do.
 *
 * <p>First some callers ask as fast as they are answered: the peak. Then requests are sent at a
 * multiple of that rate, whether others are answered or not, and then the peak is measured again.
 *
 * <p>{@code java src/test/java/dev/quantmask/load/Overload.java URL PICTURE TIMES SECONDS
 * [PROCESS]}: of the service's process the resident memory is told.
 */
final class Overload {
  private static final int CALLERS = 4; // for the peak: some wait, none is refused
  private static final int TIMEOUT = 3000; // milliseconds, as callers of a live session have
  private static final int PATIENCE = 10; // seconds beyond it, in which an answer must come

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  /** A status, or 0 if the connection broke, and when it came. */
  private record Answer(int status, double milliseconds) {}

  private Overload(URI service, byte[] picture) {
    request =
        HttpRequest.newBuilder(service)
            .header("Content-Type", "image/jpeg")
            .header("X-Request-Timeout-Ms", Integer.toString(TIMEOUT))
            .timeout(Duration.ofMillis(TIMEOUT).plusSeconds(PATIENCE))
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
  }

  public static void main(String... arguments) throws Exception {
    byte[] picture = Files.readAllBytes(Path.of(arguments[1]));
    double times = Double.parseDouble(arguments[2]);
    int seconds = Integer.parseInt(arguments[3]);
    Overload load = new Overload(URI.create(arguments[0]), picture);
    load.peak(5); // a warm-up
    double before = load.peak(20);
    System.out.print(Text.format("peak before: %.1f a second%n", before));
    printMemory("before", arguments);
    load.flood(times * before, seconds / 2);
    printMemory("after the first half", arguments);
    load.flood(times * before, seconds - seconds / 2);
    printMemory("after the second half", arguments);
    System.out.print(Text.format("peak after: %.1f a second%n", load.peak(20)));
  }

  /** Answers a second when callers wait for theirs. */
  private double peak(int seconds) throws InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller = new Thread(() -> ask(end, answered));
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return answered.get() / ((System.nanoTime() - start) / 1e9);
  }

  private void ask(long end, AtomicInteger answered) {
    while (System.nanoTime() < end) {
      Answer answer = send().join();
      if (answer.status != 200) {
        throw new IllegalStateException("found " + answer + " at the peak");
      }
      answered.incrementAndGet();
    }
  }

  /** Sends at a rate, waits for all answers, and tells what they were. */
  private void flood(double rate, int seconds) throws InterruptedException {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < rate * seconds; i++) {
      long due = start + (long) (i / rate * 1e9) - System.nanoTime();
      if (due > 0) {
        TimeUnit.NANOSECONDS.sleep(due);
      }
      answers.add(send());
    }
    double sent = (System.nanoTime() - start) / 1e9;
    Map<Integer, List<Double>> times = new TreeMap<>();
    for (CompletableFuture<Answer> answer : answers) {
      Answer found = answer.join();
      times.computeIfAbsent(found.status, any -> new ArrayList<>()).add(found.milliseconds);
    }
    double took = (System.nanoTime() - start) / 1e9;
    System.out.print(
        Text.format("%d requests, %.1f a second%n", answers.size(), answers.size() / sent));
    times.forEach((status, all) -> print(status, all, took));
  }

  private static void print(int status, List<Double> times, double seconds) {
    Collections.sort(times);
    System.out.print(
        Text.format(
            "  %d: %d, %.1f a second, ms p50 %.0f p99 %.0f most %.0f%n",
            status,
            times.size(),
            times.size() / seconds,
            times.get(times.size() / 2),
            times.get(times.size() * 99 / 100),
            times.get(times.size() - 1)));
  }

  private CompletableFuture<Answer> send() {
    long start = System.nanoTime();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .handle(
            (response, failure) ->
                new Answer(
                    failure == null ? response.statusCode() : 0,
                    (System.nanoTime() - start) / 1e6));
  }

  private static void printMemory(String when, String... arguments) throws IOException {
    if (arguments.length > 4) {
      Path status = Path.of("/proc", arguments[4], "status");
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          System.out.print(
              Text.format(
                  "resident %s: %s MB%n", when, Long.parseLong(line.replaceAll("\\D", "")) / 1024));
        }
      }
    }
  }
}
