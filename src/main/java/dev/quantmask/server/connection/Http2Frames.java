package dev.quantmask.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands the frames of a connection of HTTP/2 on, one request at a time, so that other connections
 * have their turn, and ends one on which too many frames come that bring nothing.
 */
final class Http2Frames extends ChannelDuplexHandler {
  private final Http2FrameCount count = new Http2FrameCount(System::nanoTime);
  private final Deque<ByteBuf> waiting = new ArrayDeque<>(); // empty unless there is a next turn
  private boolean isReadDeferred;
  private boolean isEnded;

  private Http2Frames() {}

  /** Adds what checks the frames of a connection, once it is one of HTTP/2. */
  static void check(ChannelPipeline pipeline, Http2ConnectionHandler http2) {
    Http2Heads.check(http2);
    if (pipeline.get(Http2Frames.class) == null) {
      pipeline.addBefore(pipeline.context(http2).name(), null, new Http2Frames());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isEnded) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message); // the end of a request on HTTP/1.1 that asked for HTTP/2
      return;
    }
    waiting.add(bytes);
    if (waiting.size() == 1) {
      handOn(context);
    }
  }

  /** All that may be handed on in this turn. */
  private void handOn(ChannelHandlerContext context) {
    count.beginTurn();
    while (!waiting.isEmpty()) {
      ByteBuf bytes = waiting.peek();
      int length = count.allowed(bytes);
      if (count.areTooMany()) {
        end(context);
        return;
      }
      if (length == bytes.readableBytes()) {
        context.fireChannelRead(bytes.retain());
        ReferenceCountUtil.release(waiting.poll());
      } else {
        context.fireChannelRead(bytes.readRetainedSlice(length));
        Turns.add(context.executor(), () -> takeTurn(context));
        return;
      }
    }
  }

  private void takeTurn(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      return; // closed meanwhile
    }
    handOn(context);
    context.fireChannelReadComplete(); // which sends what was answered meanwhile
    if (waiting.isEmpty() && isReadDeferred) {
      isReadDeferred = false;
      context.read();
    }
  }

  private void end(ChannelHandlerContext context) {
    isEnded = true;
    releaseWaiting();
    context.fireExceptionCaught(
        Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames"));
    context.close();
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      context.read();
    } else {
      isReadDeferred = true;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      count.sent(bytes.readableBytes());
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    releaseWaiting();
  }

  private void releaseWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
