package dev.quantmask.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Frames of HTTP/2 that no client library would send, with prior knowledge. */
public final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GO_AWAY = 7;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  public static final String[] GET = {
    ":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", "/v1/models"
  };

  public static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final int PATIENCE = 20_000; // milliseconds
  private static final int HEAD = 9; // bytes of a frame
  private static final int PRIORITY = 0x20;

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final Socket socket;
  private int lastStream = -1;

  /** What came back on a stream: a response, or an error's code. */
  public record Answer(Http2Headers headers, String body, int error) {}

  public Http2Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE);
    socket.getOutputStream().write(PREFACE);
    send(SETTINGS, 0, 0, new byte[0]);
  }

  void send(int type, int flags, int stream, byte[] payload) throws IOException {
    socket.getOutputStream().write(frame(type, flags, stream, payload));
  }

  /** A frame's bytes. */
  public static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** Sends a request without a body. */
  public Answer get(String... headers) throws IOException, Http2Exception {
    return request(END_STREAM, headers).read();
  }

  /** Begins a stream. */
  public Http2Wire request(int flags, String... headers) throws IOException {
    lastStream += 2;
    send(HEADERS, END_HEADERS | flags, lastStream, block(headers));
    return this;
  }

  /** The body of the last request. */
  public Http2Wire body(byte[] body) throws IOException {
    send(DATA, END_STREAM, lastStream, body);
    return this;
  }

  /** Literal, neither indexed nor packed. */
  public static byte[] block(String... headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < headers.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = headers[i].getBytes(ISO_8859_1);
      if (text.length >= 127) {
        throw new IllegalArgumentException("expected less than 127 bytes");
      }
      block.write(text.length);
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  /** The answer to the last request; of a connection that is closed, what the goodbye says. */
  public Answer read() throws IOException, Http2Exception {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    Http2Headers headers = null;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      int type = lengthAndType & 0xff;
      if (type == GO_AWAY) {
        return new Answer(headers, body.toString(ISO_8859_1), ByteBuffer.wrap(payload).getInt(4));
      }
      if (stream != lastStream) {
        continue;
      }
      if (type == RST_STREAM) {
        return new Answer(headers, body.toString(ISO_8859_1), ByteBuffer.wrap(payload).getInt());
      }
      if (type == HEADERS) {
        int block = (flags & PRIORITY) != 0 ? 5 : 0;
        ByteBuf bytes = Unpooled.wrappedBuffer(payload, block, payload.length - block);
        headers = decoder.decodeHeaders(stream, bytes);
      } else if (type == DATA) {
        body.writeBytes(payload);
      }
      if (type <= HEADERS && (flags & END_STREAM) != 0) {
        return new Answer(headers, body.toString(ISO_8859_1), 0);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
