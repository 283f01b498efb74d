package dev.quantmask.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds the frames in the bytes of a connection of HTTP/2. Those that bring neither a request nor a
 * part of its body are work without a limit: Netty bounds resets and empty DATA only
 * (CVE-2019-9512, CVE-2019-9513, CVE-2019-9515, CVE-2024-27316).
 */
final class Http2FrameCount {
  static final int MOST = 1_000; // that bring nothing may come after a quiet time
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10); // for each one more
  private static final int BYTES_SENT = 1 << 10; // for each one more: they open windows again

  private static final int HEAD = 9; // bytes: length, type, flags, stream
  private static final int LENGTH = 3;
  private static final int PREFACE = 24;
  private static final int PREFACE_AS_LENGTH = 'P' << 16 | 'R' << 8 | 'I'; // no frame has it

  private final LongSupplier nanoTime;
  private int lengthBytes; // that have come of a frame
  private int length;
  private int rest; // bytes of the frame that have not come
  private boolean hasRequest; // this turn
  private long allowedSince; // the further back, the more that bring nothing may come

  Http2FrameCount(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.allowedSince = nanoTime.getAsLong() - MOST * INTERVAL;
  }

  void beginTurn() {
    hasRequest = false;
  }

  boolean areTooMany() {
    return allowedSince > nanoTime.getAsLong();
  }

  void sent(int bytes) {
    allowedSince -= bytes * INTERVAL / BYTES_SENT;
  }

  /**
   * Counts frames.
   *
   * @return how many of the bytes belong to this turn
   */
  int allowed(ByteBuf bytes) {
    int index = bytes.readerIndex();
    while (index < bytes.writerIndex()) {
      if (rest > 0) {
        int skipped = Math.min(rest, bytes.writerIndex() - index);
        rest -= skipped;
        index += skipped;
      } else if (lengthBytes < LENGTH) {
        lengthBytes++;
        length = length << 8 | bytes.getUnsignedByte(index++);
        if (length == PREFACE_AS_LENGTH) {
          skip(PREFACE - LENGTH);
        }
      } else if (isOfThisTurn(bytes.getUnsignedByte(index))) {
        skip(HEAD - LENGTH + length);
      } else {
        break; // between the length and the type of a frame
      }
    }
    return index - bytes.readerIndex();
  }

  private void skip(int bytes) {
    rest = bytes;
    lengthBytes = 0;
    length = 0;
  }

  private boolean isOfThisTurn(int type) {
    if (type == Http2FrameTypes.HEADERS) {
      boolean isFirst = !hasRequest;
      hasRequest = true;
      return isFirst;
    }
    if (type != Http2FrameTypes.DATA || length == 0) {
      allowedSince = Math.max(allowedSince, nanoTime.getAsLong() - MOST * INTERVAL) + INTERVAL;
    }
    return true;
  }
}
