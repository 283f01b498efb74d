package dev.quantmask.load;

import dev.quantmask.text.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
 * <p>{@code java -cp target/classes src/test/java/dev/quantmask/load/Overload.java URL IMAGE TIMES
 * SECONDS [PROCESS]}: of the service's process the resident memory is told.
 *
 * <p>{@code ... URL IMAGE insistent=CLIENTS SECONDS [PROCESS]}: in place of a rate, so many clients
 * ask again the moment they are answered, whatever Retry-After says.
 */
final class Overload {
  private static final String INSISTENT = "insistent=";
  private static final int CALLERS = 4; // for the peak: some wait, none is refused
  private static final int TIMEOUT = 3000; // milliseconds, as callers of a live session have
  private static final int PATIENCE = 10; // seconds beyond it, in which an answer must come

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  /** A status, or 0 if the connection broke, and when it came. */
  private record Answer(int status, double milliseconds) {}

  private Overload(URI service, byte[] image) {
    request =
        HttpRequest.newBuilder(service)
            .header("Content-Type", "image/jpeg")
            .header("X-Request-Timeout-Ms", Integer.toString(TIMEOUT))
            .timeout(Duration.ofMillis(TIMEOUT).plusSeconds(PATIENCE))
            .POST(BodyPublishers.ofByteArray(image))
            .build();
  }

  public static void main(String... arguments) throws Exception {
    byte[] image = Files.readAllBytes(Path.of(arguments[1]));
    int seconds = Integer.parseInt(arguments[3]);
    Overload load = new Overload(URI.create(arguments[0]), image);
    if (arguments[2].startsWith(INSISTENT)) {
      int clients = Integer.parseInt(arguments[2].substring(INSISTENT.length()));
      load.compare(clients, image, seconds, Arrays.copyOfRange(arguments, 4, arguments.length));
      return;
    }
    double times = Double.parseDouble(arguments[2]);
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

  /** In turn, as other programs use the machine too. */
  private void compare(int clients, byte[] image, int seconds, String... process) throws Exception {
    insist(CALLERS, image, 5); // a warm-up
    for (int round = 1; round <= 3; round++) {
      double alone = round(CALLERS, image, seconds, process);
      double beside = round(clients, image, seconds, process);
      System.out.print(Text.format("%d to %d clients: %.2f%n", clients, CALLERS, beside / alone));
    }
  }

  /** Images served a second. */
  private double round(int clients, byte[] image, int seconds, String... process) throws Exception {
    long start = System.nanoTime();
    double before = processorSeconds(process);
    Map<Integer, List<Double>> times = insist(clients, image, seconds);
    double took = (System.nanoTime() - start) / 1e9;
    int served = times.getOrDefault(200, List.of()).size();
    System.out.print(
        Text.format(
            "%d clients that ask again at once: %.1f a second, %.0f ms of the processor for each%n",
            clients, served / took, (processorSeconds(process) - before) * 1e3 / served));
    times.forEach((status, all) -> print(status, all, took));
    return served / took;
  }

  /** NaN unless the process is told. */
  private static double processorSeconds(String... process) {
    return process.length == 0
        ? Double.NaN
        : ProcessHandle.of(Long.parseLong(process[0]))
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow()
                .toMillis()
            / 1e3;
  }

  /** What clients are answered that ask again at once, by status, in milliseconds. */
  private Map<Integer, List<Double>> insist(int clients, byte[] image, int seconds)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Map<Integer, List<Double>> times = new TreeMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> insist(end, image, times));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return times;
  }

  /** By a socket: an HTTP client would take more of the processor than the service does. */
  private void insist(long end, byte[] image, Map<Integer, List<Double>> times) {
    URI uri = request.uri();
    String head =
        Text.format(
            "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n",
            uri.getRawPath(), uri.getAuthority(), image.length);
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        socket.setSoTimeout((int) TimeUnit.MINUTES.toMillis(1));
        InputStream answers = new BufferedInputStream(socket.getInputStream());
        boolean open = true;
        while (open && System.nanoTime() < end) {
          long start = System.nanoTime();
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(image);
          String answered = readHead(answers);
          skipBody(answers, answered);
          count(times, Integer.parseInt(answered.split(" ", 3)[1]), start);
          open = !value(answered, "connection").equals("close");
        }
      } catch (IOException broken) {
        count(times, 0, System.nanoTime());
      }
    }
  }

  private static void count(Map<Integer, List<Double>> times, int status, long start) {
    double milliseconds = (System.nanoTime() - start) / 1e6;
    synchronized (times) {
      times.computeIfAbsent(status, any -> new ArrayList<>()).add(milliseconds);
    }
  }

  private static void skipBody(InputStream answers, String head) throws IOException {
    if (!value(head, "transfer-encoding").equals("chunked")) {
      answers.skipNBytes(Long.parseLong(value(head, "content-length")));
      return;
    }
    for (int size = -1; size != 0; ) {
      size = Integer.parseInt(readUntil(answers, "\r\n").strip(), 16);
      answers.skipNBytes(size + 2L);
    }
  }

  private static String readHead(InputStream answers) throws IOException {
    return readUntil(answers, "\r\n\r\n").toLowerCase(Locale.ROOT);
  }

  private static String readUntil(InputStream answers, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int next = answers.read();
      if (next < 0) {
        throw new EOFException("the end of the connection");
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static String value(String head, String name) {
    return head.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
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
