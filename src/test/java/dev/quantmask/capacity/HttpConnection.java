package dev.quantmask.capacity;

import dev.quantmask.text.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that posts one image after the other. It takes far less of the processor than the
 * client of the JDK: the instance that is measured is on the same machine.
 */
final class HttpConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int MOST_MILLISECONDS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final String head;

  /** An answer with its body. */
  record Response(int status, String body) {}

  /**
   * @param timeout milliseconds that the service has for each image
   */
  HttpConnection(int port, long timeout) throws IOException {
    this.socket = new Socket("localhost", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(MOST_MILLISECONDS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.head =
        Text.format(
            "POST /v1/detections HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: image/jpeg\r\n"
                + "X-Request-Timeout-Ms: %d\r\nContent-Length: ",
            port, timeout);
  }

  Response post(byte[] image) throws IOException {
    byte[] begin = (head + image.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[begin.length + image.length];
    System.arraycopy(begin, 0, request, 0, begin.length);
    System.arraycopy(image, 0, request, begin.length, image.length);
    socket.getOutputStream().write(request);
    String status = line();
    int length = -1; // of a body that comes in chunks
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = length < 0 ? chunks() : in.readNBytes(length);
    return new Response(
        Integer.parseInt(status.split(" ", 3)[1]), new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("response: expected a line, found the end of the connection");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
