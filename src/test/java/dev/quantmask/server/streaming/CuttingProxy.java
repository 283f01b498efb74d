package dev.quantmask.server.streaming;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands bytes on, and ends a connection on which the service sends nothing for too long, as the
 * balancers of clouds do, or when it is told to.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int port;
  private final Duration idle;

  /**
   * @param port of the service
   */
  CuttingProxy(int port, Duration idle) throws IOException {
    this.port = port;
    this.idle = idle;
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket client = listening.accept();
        Socket service = new Socket(InetAddress.getLoopbackAddress(), port);
        service.setSoTimeout((int) idle.toMillis());
        sockets.addAll(List.of(client, service));
        start(() -> handOn(client, service));
        start(() -> handOn(service, client));
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  /** Until one side ends, or is silent for too long: then both do. */
  private static void handOn(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
        out.write(bytes, 0, size);
      }
    } catch (IOException e) {
      // The other side sees that the connection has ended.
    }
  }

  /** Ends all connections there are; new ones are taken. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
