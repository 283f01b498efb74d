package dev.quantmask.video;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A camera that speaks RTSP (RFC 2326) to one client, and sends it an MPEG transport stream in RTP
 * packets (RFC 2250) on the same connection.
 */
final class FakeCamera implements AutoCloseable {
  private static final int PACKET = 7 * 188; // bytes: whole packets of the transport stream
  private static final String DESCRIPTION =
      "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=video 0 RTP/AVP 33\r\na=control:track\r\n";

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final byte[] stream;

  FakeCamera(byte[] stream) throws IOException {
    this.stream = stream;
    Thread thread = new Thread(this::serve, "camera");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "rtsp://me:secret@127.0.0.1:" + socket.getLocalPort() + "/live";
  }

  private void serve() {
    try (Socket client = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream()) {
      String request;
      while ((request = in.readLine()) != null) {
        String sequence = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          sequence = line.startsWith("CSeq:") ? line : sequence;
        }
        answer(out, request, sequence);
        if (request.startsWith("PLAY")) {
          send(out);
          return;
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private void answer(OutputStream out, String request, String sequence) throws IOException {
    String rest = "\r\n";
    if (request.startsWith("DESCRIBE")) {
      rest =
          "Content-Type: application/sdp\r\nContent-Base: rtsp://127.0.0.1/live/\r\nContent-Length: "
              + DESCRIPTION.length()
              + "\r\n\r\n"
              + DESCRIPTION;
    } else if (request.startsWith("SETUP")) {
      rest = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n";
    } else if (request.startsWith("OPTIONS")) {
      rest = "Public: DESCRIBE, SETUP, PLAY\r\n\r\n";
    }
    String answer = "RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + rest;
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void send(OutputStream out) throws IOException {
    for (int from = 0, number = 0; from < stream.length; from += PACKET, number++) {
      byte[] part = Arrays.copyOfRange(stream, from, Math.min(from + PACKET, stream.length));
      ByteBuffer packet = ByteBuffer.allocate(4 + 12 + part.length);
      packet.put((byte) '$').put((byte) 0).putShort((short) (12 + part.length));
      packet.put((byte) 0x80).put((byte) 33).putShort((short) number); // version, payload type
      packet.putInt(number * 3000).putInt(1).put(part);
      out.write(packet.array());
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
