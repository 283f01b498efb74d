package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * Hands a request whose head cannot be read to the router, which answers it as any other, and reads
 * nothing that comes behind it: nobody can tell where the next request begins.
 */
final class Http1Heads extends ChannelInboundHandlerAdapter {
  private boolean isRefused;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isRefused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (!(message instanceof HttpRequest request)) {
      context.fireChannelRead(message);
      return;
    }
    Optional<HttpRequest> unreadable = UnreadableHead.replaced(request);
    if (unreadable.isEmpty()) {
      Http2Upgrade.read(context, request);
      return;
    }
    isRefused = true;
    ReferenceCountUtil.release(request);
    context.fireChannelRead(unreadable.get());
    context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
  }
}
