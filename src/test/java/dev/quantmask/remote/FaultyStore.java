package dev.quantmask.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A server of one content at {@code /bucket/models/model.pt}, with faults. It speaks as much of
 * HTTP as S3 and a web server have in common.
 */
public final class FaultyStore implements AutoCloseable {
  static final String PATH = "/bucket/models/model.pt";
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  /** What happens to one request; {@link #CUT} and {@link #STALL} after half of the answer. */
  enum Fault {
    NONE,
    CUT,
    STALL,
    CUT_AND_CHANGE,
    BUSY,
    FORBIDDEN,
    MISSING
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> transfers = Collections.synchronizedList(new ArrayList<>());
  private volatile byte[] content;
  private volatile Fault always = Fault.NONE;
  private volatile boolean hasRanges = true;
  private volatile boolean hasVersions = true;
  private volatile boolean isChunked;
  private volatile String redirect;
  private volatile String authorization;

  public FaultyStore(byte[] content) throws IOException {
    this(content, HttpServer.create(ANY_PORT, 0));
  }

  private FaultyStore(byte[] content, HttpServer server) {
    this.content = content;
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** One that speaks TLS, as {@code localhost}. */
  static FaultyStore overTls(byte[] content, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(ANY_PORT, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new FaultyStore(content, server);
  }

  static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  URI uri() {
    String host = server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:";
    return URI.create(host + server.getAddress().getPort());
  }

  /** The next transfers have these faults; looks have none. */
  FaultyStore next(Fault... some) {
    synchronized (faults) {
      faults.addAll(List.of(some));
    }
    return this;
  }

  FaultyStore always(Fault fault) {
    always = fault;
    return this;
  }

  FaultyStore withoutRanges() {
    hasRanges = false;
    return this;
  }

  FaultyStore withoutVersions() {
    hasVersions = false;
    return this;
  }

  FaultyStore chunked() {
    isChunked = true;
    return this;
  }

  FaultyStore redirectTo(String place) {
    redirect = place;
    return this;
  }

  public void change(byte[] other) {
    content = other;
  }

  byte[] content() {
    return content;
  }

  String authorization() {
    return authorization;
  }

  /** The transfers so far, by the position of their first byte. */
  List<String> transfers() {
    return List.copyOf(transfers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean isLook = exchange.getRequestMethod().equals("HEAD") || "bytes=0-0".equals(range);
    Fault fault = always;
    if (!isLook) {
      synchronized (faults) {
        fault = faults.isEmpty() ? always : faults.remove();
      }
    }
    try (exchange) {
      if (redirect != null) {
        exchange.getResponseHeaders().add("Location", redirect);
        exchange.sendResponseHeaders(302, -1);
      } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer(exchange, range, isLook, fault);
      }
    }
  }

  private void answer(HttpExchange exchange, String range, boolean isLook, Fault fault)
      throws IOException {
    switch (fault) {
      case BUSY -> exchange.sendResponseHeaders(503, -1);
      case FORBIDDEN -> exchange.sendResponseHeaders(403, -1);
      case MISSING -> exchange.sendResponseHeaders(404, -1);
      case NONE, CUT, STALL, CUT_AND_CHANGE -> send(exchange, range, isLook, fault);
    }
  }

  private void send(HttpExchange exchange, String range, boolean isLook, Fault fault)
      throws IOException {
    byte[] all = content;
    String etag = "\"" + Arrays.hashCode(all) + "\"";
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !match.equals(etag)) {
      exchange.sendResponseHeaders(412, -1);
      return;
    }
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    Matcher part = RANGE.matcher(range == null ? "" : range);
    boolean isPart = hasRanges && part.matches() && (ifRange == null || ifRange.equals(etag));
    int from = isPart ? Integer.parseInt(part.group(1)) : 0;
    int to = isPart && !part.group(2).isEmpty() ? Integer.parseInt(part.group(2)) + 1 : all.length;
    if (hasVersions) {
      exchange.getResponseHeaders().add("ETag", etag);
    }
    if (isPart) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", Text.format("bytes %d-%d/%d", from, to - 1, all.length));
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", "" + all.length);
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (!isLook) {
      transfers.add("" + from);
    }
    exchange.sendResponseHeaders(isPart ? 206 : 200, isChunked ? 0 : to - from);
    OutputStream out = exchange.getResponseBody();
    if (fault == Fault.NONE) {
      out.write(all, from, to - from);
      out.close();
      return;
    }
    out.write(all, from, (to - from) / 2);
    out.flush();
    if (fault == Fault.STALL) {
      awaitEnd();
    }
    if (fault == Fault.CUT_AND_CHANGE) {
      content = bytes(all.length, Arrays.hashCode(all));
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
