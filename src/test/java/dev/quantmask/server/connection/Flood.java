package dev.quantmask.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.quantmask.testing.Http2Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attacker sends on each of many connections, whose answers it never reads.
 *
 * @param first is sent once
 * @param then is repeated as long as the service takes it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Flood(int connections, byte[] first, byte[] then) {
  private static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};
  private static final String[] OPENAPI = {
    ":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", "/q/openapi"
  };
  private static final String[] MODELS = {
    ":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", "/v1/models"
  };
  private static final String[] POST = {
    ":method", "POST", ":scheme", "http", ":authority", "localhost", ":path", "/v1/detections"
  };

  /** Responses that wait for their reader. */
  static Flood pipeline(int connections, int requests) {
    String request = "GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n";
    return new Flood(connections, request.repeat(requests).getBytes(US_ASCII), new byte[0]);
  }

  /** Responses that wait for a window. */
  static Flood windowOfZero(int connections, int streams) {
    return streams(connections, streams, Http2Wire.END_STREAM, NO_WINDOW, OPENAPI);
  }

  /** Requests whose bodies never come. */
  static Flood idlePosts(int connections, int streams) {
    return streams(connections, streams, 0, new byte[0], POST);
  }

  /** Requests that are taken back. */
  static Flood resets(int connections) {
    ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    byte[] block = Http2Wire.block(MODELS);
    for (int stream = 1; stream < 300; stream += 2) {
      pairs.writeBytes(Http2Wire.frame(HEADERS, 5, stream, block));
      pairs.writeBytes(Http2Wire.frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
    }
    return new Flood(connections, start(pairs.toByteArray()), new byte[0]);
  }

  /** One frame again and again, behind others. */
  static Flood frames(int connections, byte[] first, byte[] frame) {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000; i++) {
      many.writeBytes(frame);
    }
    return new Flood(connections, start(first), many.toByteArray());
  }

  /** Headers without an end. */
  static Flood continuations(int connections) {
    byte[] head = Http2Wire.frame(HEADERS, 0, 1, Http2Wire.block(OPENAPI));
    return frames(connections, head, Http2Wire.frame(CONTINUATION, 0, 1, new byte[0]));
  }

  private static byte[] start(byte[] frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Http2Wire.PREFACE);
    bytes.writeBytes(Http2Wire.frame(SETTINGS, 0, 0, new byte[0]));
    bytes.writeBytes(frames);
    return bytes.toByteArray();
  }

  private static Flood streams(
      int connections, int streams, int flags, byte[] settings, String... head) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Http2Wire.PREFACE);
    bytes.writeBytes(Http2Wire.frame(SETTINGS, 0, 0, settings));
    byte[] block = Http2Wire.block(head);
    for (int stream = 1; stream < 2 * streams; stream += 2) {
      bytes.writeBytes(Http2Wire.frame(HEADERS, Http2Wire.END_HEADERS | flags, stream, block));
    }
    return new Flood(connections, bytes.toByteArray(), new byte[0]);
  }

  /** Sends for a while. */
  int send(int port, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    int closed = 0;
    List<SocketChannel> channels = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.connect(new InetSocketAddress("localhost", port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_WRITE, ByteBuffer.wrap(first));
      }
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        selector.select(1 + left / 1_000_000);
        for (SelectionKey key : selector.selectedKeys()) {
          closed += write(key) ? 0 : 1;
        }
        selector.selectedKeys().clear();
      }
      return closed;
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  /** False when the service has closed the connection. */
  private boolean write(SelectionKey key) {
    ByteBuffer rest = (ByteBuffer) key.attachment();
    try {
      ((SocketChannel) key.channel()).write(rest);
    } catch (IOException e) {
      key.cancel();
      return false;
    }
    if (!rest.hasRemaining()) {
      if (then.length == 0) {
        key.interestOps(0);
      }
      key.attach(ByteBuffer.wrap(then));
    }
    return true;
  }
}
