package dev.quantmask.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of its runtime interface: starts a packaged function as Lambda does, hands it one
 * event after the other, and keeps what it calls.
 */
final class RuntimeInterface implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime/";
  private static final int PATIENCE = 60; // seconds

  static {
    // Without it the end of an event waits 40 ms for the function to acknowledge its beginning.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final LinkedBlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Process function;

  /**
   * What the function calls: it asks for an event, or gives an answer.
   *
   * @param path below the interface's
   * @param moment by {@link System#nanoTime}
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
  record Call(String path, byte[] body, long moment) {
    boolean isAnswer() {
      return path.endsWith("/response");
    }
  }

  /**
   * Starts the function.
   *
   * @param log where its output goes
   */
  RuntimeInterface(List<String> command, Redirect log) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::serve);
    server.setExecutor(threads);
    server.start();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder
        .environment()
        .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "quantmask");
    function = builder.start();
  }

  /** For the next time that the function asks for an event. */
  void hand(byte[] event) {
    events.add(event);
  }

  /** What the function has called next; in order it asks, answers, asks, and so on. */
  Call next() throws InterruptedException {
    Call call = calls.poll(PATIENCE, TimeUnit.SECONDS);
    if (call == null) {
      throw new IllegalStateException("the function is silent");
    }
    return call;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(new Call(path, body, System.nanoTime()));
    if (path.equals("invocation/next")) {
      handOver(exchange);
    } else {
      exchange.sendResponseHeaders(202, -1);
    }
    exchange.close();
  }

  private void handOver(HttpExchange exchange) throws IOException {
    byte[] event;
    try {
      event = events.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    long deadline = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(PATIENCE);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", "1");
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda");
    headers.set("Lambda-Runtime-Trace-Id", "Root=1");
    headers.set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  @Override
  public void close() throws InterruptedException {
    function.destroyForcibly().waitFor();
    server.stop(0);
    threads.shutdownNow();
  }
}
