package dev.quantmask.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http2Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2FrameCountTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final byte[] NONE = new byte[0];

  private final AtomicLong nanoTime = new AtomicLong();
  private final Http2FrameCount count = new Http2FrameCount(nanoTime::get);

  private static byte[] repeated(int times, int type, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      bytes.writeBytes(Http2Wire.frame(type, 0, 1, payload));
    }
    return bytes.toByteArray();
  }

  private boolean areTooMany(byte[] frames) {
    count.beginTurn();
    ByteBuf bytes = Unpooled.wrappedBuffer(frames);
    assertThat(count.allowed(bytes)).isEqualTo(frames.length);
    return count.areTooMany();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        DATA,
        Flood.PRIORITY,
        Flood.RST_STREAM,
        Flood.SETTINGS,
        Flood.PING,
        Flood.CONTINUATION,
        99
      })
  void framesThatBringNothingAreTooManyBeyondABound(int type) {
    assertThat(areTooMany(repeated(Http2FrameCount.MOST, type, NONE))).isFalse();
    assertThat(areTooMany(repeated(1, type, NONE))).isTrue();
  }

  @Test
  void moreMayComeLater() {
    assertThat(areTooMany(repeated(Http2FrameCount.MOST, Flood.PING, new byte[8]))).isFalse();
    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(areTooMany(repeated(100, Flood.PING, new byte[8]))).isFalse();
    assertThat(areTooMany(repeated(1, Flood.PING, new byte[8]))).isTrue();
  }

  @Test
  void windowsMayBeOpenedForWhatIsSent() {
    assertThat(areTooMany(repeated(Http2FrameCount.MOST, Flood.WINDOW_UPDATE, NONE))).isFalse();
    count.sent(100 << 10);
    assertThat(areTooMany(repeated(100, Flood.WINDOW_UPDATE, NONE))).isFalse();
    assertThat(areTooMany(repeated(1, Flood.WINDOW_UPDATE, NONE))).isTrue();
  }

  @Test
  void bodiesOfAnyLengthAreNotCounted() {
    for (int i = 0; i < 100; i++) {
      assertThat(areTooMany(repeated(100, DATA, new byte[] {(byte) i}))).isFalse();
    }
  }

  /** The first frames of a connection, in pieces of any size: a request is one turn. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 24, 25, 1_000})
  void aTurnEndsBeforeItsSecondRequest(int piece) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Http2Wire.PREFACE);
    bytes.writeBytes(repeated(1, Flood.SETTINGS, new byte[6]));
    bytes.writeBytes(repeated(1, HEADERS, new byte[30]));
    int turn = bytes.size();
    bytes.writeBytes(repeated(1, HEADERS, new byte[30]));
    count.beginTurn();
    int allowed = 0;
    for (int from = 0; from < bytes.size(); from += piece) {
      int length = Math.min(piece, bytes.size() - from);
      int taken = count.allowed(Unpooled.wrappedBuffer(bytes.toByteArray(), from, length));
      allowed += taken;
      if (taken < length) {
        break;
      }
    }
    assertThat(allowed).isEqualTo(turn + 3); // the length of the second
    count.beginTurn();
    byte[] rest = Arrays.copyOfRange(bytes.toByteArray(), allowed, bytes.size());
    assertThat(count.allowed(Unpooled.wrappedBuffer(rest))).isEqualTo(rest.length);
    assertThat(count.areTooMany()).isFalse();
  }
}
