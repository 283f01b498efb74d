package dev.quantmask.testing;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no client library would send, as text, and the beginning of what comes back. */
public record Wire(String answer) {
  private static final int PATIENCE = 8_000; // milliseconds
  private static final int MOST = 4_096;

  /** Sends, and waits for the answer without closing its side. */
  public static Wire send(String request) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = new byte[MOST];
      int size = Math.max(0, socket.getInputStream().read(bytes));
      return new Wire(new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
    }
  }

  public int status() {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
