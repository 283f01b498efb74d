package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * A request on HTTP/1.1 that asks to go on in HTTP/2. A server may ignore that (RFC 9110, 7.8), and
 * this one does unless the request means the same on both: Vert.x keeps the last line of each
 * header only, takes a broken body for a whole one, and answers a broken upgrade without a body.
 */
final class Http2Upgrade {
  private Http2Upgrade() {}

  /** Passes a request on; one whose upgrade is ignored is answered on HTTP/1.1. */
  static void read(ChannelHandlerContext context, HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!headers.contains(HttpHeaderNames.UPGRADE) || !asksForHttp2(headers)) {
      context.fireChannelRead(request);
      return;
    }
    if (!isSound(request)) {
      headers.remove(HttpHeaderNames.UPGRADE);
    }
    context.fireChannelRead(request);
    Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null) {
      Http2Frames.check(context.pipeline(), http2);
    }
  }

  private static boolean asksForHttp2(HttpHeaders headers) {
    return headers.containsValue(
        HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, true);
  }

  private static boolean isSound(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.uri().startsWith("/")
        && !hasBody(request)
        && headers.names().stream().allMatch(name -> headers.getAll(name).size() == 1)
        && headers.contains(HttpHeaderNames.HOST)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(
            HttpHeaderNames.CONNECTION, Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER, true)
        && headers.contains(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER)
        && areSettings(headers.getAll(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER));
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private static boolean areSettings(List<String> values) {
    try {
      ByteBuffer settings =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(String.join(",", values)));
      Http2Settings checked = new Http2Settings();
      while (settings.hasRemaining()) {
        checked.put((char) settings.getShort(), Long.valueOf(settings.getInt() & 0xffff_ffffL));
      }
      return true;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return false;
    }
  }
}
