package dev.quantmask.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
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
  private static final String END_OF_HEAD = "\r\n\r\n";

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

  /** One answer, or what comes of it before the connection is closed. */
  public static Wire read(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (next == '\n' || bytes.size() % 64 == 0 || in.available() == 0) {
        Wire wire = new Wire(bytes.toString(ISO_8859_1));
        if (wire.isWhole()) {
          return wire;
        }
      }
    }
    return new Wire(bytes.toString(ISO_8859_1));
  }

  private boolean isWhole() {
    int head = answer.indexOf(END_OF_HEAD);
    if (head < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(answer);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return answer.length() >= head + END_OF_HEAD.length() + body;
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
