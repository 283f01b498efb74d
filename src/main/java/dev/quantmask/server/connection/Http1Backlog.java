package dev.quantmask.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts what a connection of HTTP/1.1 holds, and reads no further requests from it while many wait
 * for their turn or responses for their reader. Vert.x would take all that a client sends, and
 * answer all of it before it does anything else. Frames of a WebSocket pass here too.
 */
final class Http1Backlog extends ChannelDuplexHandler {
  private static final int MOST_REQUESTS = 16; // while there are more, nothing is read
  private static final int MOST_AT_ONCE = 200; // that may come with one read

  private final HeldMemory.Share held;
  private int requests = 1; // that are not answered: the first is there when this handler is added
  private boolean isReadDeferred;

  Http1Backlog(HeldMemory.Share held) {
    this.held = held;
    held.add(HeldMemory.REQUEST);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!context.channel().isOpen() || requests >= MOST_AT_ONCE) {
      ReferenceCountUtil.release(message);
      context.pipeline().firstContext().close();
      return;
    }
    if (message instanceof HttpRequest) {
      requests++;
      held.add(HeldMemory.REQUEST);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (requests > MOST_REQUESTS || !context.channel().isWritable()) {
      isReadDeferred = true;
    } else {
      context.read();
    }
  }

  private void readOn(ChannelHandlerContext context) {
    if (isReadDeferred) {
      isReadDeferred = false;
      read(context);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    readOn(context);
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    long bytes = size(message);
    boolean isLast = message instanceof LastHttpContent && !isInterim(message);
    if (bytes == 0 && !isLast) {
      context.write(message, promise);
      return;
    }
    held.add(bytes);
    context
        .write(message, promise.unvoid())
        .addListener(
            written -> {
              held.free(bytes);
              if (isLast) {
                requests--;
                held.free(HeldMemory.REQUEST);
                readOn(context);
              }
            });
  }

  private static long size(Object message) {
    if (message instanceof ByteBufHolder holder) {
      return holder.content().readableBytes();
    }
    return message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
  }

  /** 100 Continue is followed by the response. */
  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }
}
