package dev.quantmask.kafka;

import com.sun.net.httpserver.HttpServer;
import dev.quantmask.testing.TestImages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A web server with an image, which is in a bucket, too, and with a secret that nobody may read.
 */
final class ImageStore implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  ImageStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          String path = exchange.getRequestURI().getPath();
          byte[] image = TestImages.png();
          if (path.endsWith("/redirect.png")) {
            exchange.getResponseHeaders().add("Location", uri() + "/secret.png");
            exchange.sendResponseHeaders(302, -1);
          } else if (path.endsWith(".png")) {
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
