package dev.quantmask.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that no client library would send, as text, and what comes back. */
public record Wire(String answer) {
  private static final int PATIENCE = 20_000; // milliseconds
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
  private static final String END = "\r\n\r\n"; // of a head

  /** Sends, and waits for the answer without closing its side. */
  public static Wire send(String request) throws IOException {
    try (Socket socket = open(request)) {
      return read(socket);
    }
  }

  /** A connection on which something has been sent. */
  public static Socket open(String text) throws IOException {
    Socket socket = new Socket("localhost", RestAssured.port);
    socket.setSoTimeout(PATIENCE);
    write(socket, text);
    return socket;
  }

  public static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** One answer, or what comes of it before the connection is closed; nothing behind it is read. */
  public static Wire read(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf(END, head.length() - END.length()) < 0) {
      int next = in.read();
      if (next < 0) {
        return new Wire(head.toString());
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return new Wire(head + new String(in.readNBytes(body), ISO_8859_1));
  }

  /** Until the connection is closed. */
  public static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  public int status() {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  /** Checks that it is a problem, behind which the connection is closed. */
  public Wire isLastProblem(int status, String detail) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(detail);
    assertThat(answer.toLowerCase(Locale.ROOT))
        .contains("\r\ncontent-type: application/problem+json\r\n")
        .contains("\r\nconnection: close\r\n");
    return this;
  }
}
