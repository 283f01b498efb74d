package dev.quantmask.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a connection of TLS whose client, after the handshake, asks for another one (TLS 1.2), or
 * again and again for new keys (TLS 1.3): each is work on the event loop that brings no request.
 * The JDK does all that it is asked for.
 */
final class TlsRecords extends ChannelInboundHandlerAdapter {
  /** Records in a row that may bring nothing. */
  static final int MOST_EMPTY = 32;

  private static final int HANDSHAKE = 22; // RFC 5246, 6.2.1; in TLS 1.3 none is seen from outside
  private static final int HEAD = 5; // bytes: type, version, length

  private int headBytes; // that have come of a record
  private int length;
  private int rest; // bytes of the record that have not come
  private boolean isSecure; // once the handshake is complete
  private boolean isEnded;
  private int empty; // records in a row

  /** Adds this in front of what decrypts, and behind that what tells of it. */
  static void check(ChannelPipeline pipeline, String tls) {
    TlsRecords records = new TlsRecords();
    pipeline.addBefore(tls, null, records);
    pipeline.addAfter(tls, null, records.new Decrypted());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    while (bytes.isReadable() && !isEnded) {
      int end = endOfRecord(bytes);
      if (end == 0) {
        end(context);
        break;
      }
      boolean isWhole = rest == 0 && headBytes == 0;
      empty = isSecure && isWhole ? empty + 1 : empty; // unless it brings something
      context.fireChannelRead(bytes.readRetainedSlice(end));
      if (empty > MOST_EMPTY) {
        end(context);
      }
    }
    ReferenceCountUtil.release(bytes);
  }

  /** Returns how many of the bytes belong to the record; 0 when it is one that may not come. */
  private int endOfRecord(ByteBuf bytes) {
    int index = bytes.readerIndex();
    while (rest == 0 && index < bytes.writerIndex()) {
      int next = bytes.getUnsignedByte(index++);
      if (headBytes == 0 && isSecure && next == HANDSHAKE) {
        return 0;
      }
      headBytes++;
      if (headBytes > HEAD - 2) {
        length = (length << Byte.SIZE | next) & 0xffff;
      }
      if (headBytes == HEAD) {
        rest = length;
        headBytes = 0;
        if (rest == 0) {
          return index - bytes.readerIndex();
        }
      }
    }
    int part = Math.min(rest, bytes.writerIndex() - index);
    rest -= part;
    return index + part - bytes.readerIndex();
  }

  private void end(ChannelHandlerContext context) {
    isEnded = true;
    context.close();
  }

  /** Is behind what decrypts. */
  private final class Decrypted extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      empty = 0;
      context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      isSecure |= event instanceof SslHandshakeCompletionEvent done && done.isSuccess();
      context.fireUserEventTriggered(event);
    }
  }
}
