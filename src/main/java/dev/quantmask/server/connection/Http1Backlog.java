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
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what a connection of HTTP/1.1 holds, and hands its requests on one at a time: the next
 * when the client has read the response before it, and other connections have had their turn.
 * Vert.x would take all that a client sends, and answer all of it before it does anything else.
 * Frames of a WebSocket pass here too.
 */
final class Http1Backlog extends ChannelDuplexHandler {
  private static final int MOST_REQUESTS = 16; // while there are more, nothing is read
  private static final int MOST_AT_ONCE = 200; // that may come with one read

  private final HeldMemory.Share held;
  private final Deque<Object> waiting = new ArrayDeque<>(); // requests behind the one in work
  private int requests = 1; // that are not answered: the first is there when this handler is added
  private boolean isInWork = true;
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
    waiting.add(message);
    handOn(context);
  }

  private void handOn(ChannelHandlerContext context) {
    while (!waiting.isEmpty() && !(isInWork && waiting.peek() instanceof HttpRequest)) {
      isInWork |= waiting.peek() instanceof HttpRequest;
      context.fireChannelRead(waiting.poll());
    }
  }

  private void answered(ChannelHandlerContext context) {
    requests--;
    held.free(HeldMemory.REQUEST);
    isInWork = false;
    if (!waiting.isEmpty()) {
      Turns.add(
          context.executor(),
          () -> {
            handOn(context);
            context.fireChannelReadComplete(); // which sends what was answered meanwhile
          });
    }
    readOn(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
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
                answered(context);
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
