package dev.quantmask.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where the time of a cold start goes: starts the packaged function as Lambda does, with its own
 * client of the runtime interface and this program behind it, hands it a frame twice, and ends it.
 *
 * <p>Arguments: a frame, the number of runs, and the command that starts the function. Prints
 * milliseconds: to the first question for an event, from there to the answer, and to the next one.
 */
final class ColdStart {
  private static final String API = "/2018-06-01/runtime/";
  private static final int PATIENCE = 60; // seconds

  /** In order: the function asks, answers, asks, answers, asks. */
  private final LinkedBlockingQueue<Long> moments = new LinkedBlockingQueue<>();

  private final byte[] event;

  private ColdStart(byte[] event) {
    this.event = event;
  }

  public static void main(String... arguments) throws Exception {
    byte[] frame = Files.readAllBytes(Path.of(arguments[0]));
    String json = "{\"image\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(frame));
    int runs = Integer.parseInt(arguments[1]);
    List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
    List<double[]> phases = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      phases.add(new ColdStart(json.getBytes(StandardCharsets.UTF_8)).run(command));
      System.out.println(Arrays.toString(phases.get(run)));
    }
    System.out.printf(
        Locale.ROOT,
        "median: init %.0f, first event %.0f, second event %.0f%n",
        median(phases, 0),
        median(phases, 1),
        median(phases, 2));
  }

  private static double median(List<double[]> phases, int phase) {
    double[] sorted = phases.stream().mapToDouble(each -> each[phase]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private double[] run(List<String> command) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::serve);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder
        .environment()
        .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "quantmask");
    long start = System.nanoTime();
    Process function = builder.start();
    try {
      long asked = next();
      long answered = next();
      long askedAgain = next();
      long answeredAgain = next();
      return new double[] {
        milliseconds(start, asked),
        milliseconds(asked, answered),
        milliseconds(askedAgain, answeredAgain)
      };
    } finally {
      function.destroyForcibly().waitFor();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private long next() throws InterruptedException {
    Long moment = moments.poll(PATIENCE, TimeUnit.SECONDS);
    if (moment == null) {
      throw new IllegalStateException("the function is silent");
    }
    return moment;
  }

  private static double milliseconds(long from, long to) {
    return Math.round((to - from) / 1e4) / 100.0;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    moments.add(System.nanoTime());
    if (path.equals("invocation/next")) {
      long deadline = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(PATIENCE);
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "1");
      exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
      exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda");
      exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", "Root=1");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
    } else {
      if (!path.endsWith("/response")) {
        System.out.println(path + ": " + new String(body, StandardCharsets.UTF_8));
      }
      exchange.sendResponseHeaders(202, -1);
    }
    exchange.close();
  }
}
