package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.Base64;
import java.util.List;

/**
 * A request on HTTP/1.1 that asks to go on in HTTP/2. A server may ignore that (RFC 9110, 7.8), and
 * this one does unless the request means the same on both: Vert.x keeps the last line of each
 * header only, takes a broken body for a whole one, and answers a broken upgrade without a body.
 */
final class Http2Upgrade {
  private static final int BYTES_OF_A_SETTING = 6;

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
      Http2Heads.check(http2.decoder());
    }
  }

  private static boolean asksForHttp2(HttpHeaders headers) {
    return headers.containsValue(
        HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, true);
  }

  private static boolean isSound(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return !hasBody(request)
        && headers.names().stream().allMatch(name -> headers.getAll(name).size() == 1)
        && headers.contains(HttpHeaderNames.HOST)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(
            HttpHeaderNames.CONNECTION, Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER, true)
        && areSettings(headers.getAll(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER));
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private static boolean areSettings(List<String> values) {
    try {
      return values.size() == 1
          && Base64.getUrlDecoder().decode(values.get(0)).length % BYTES_OF_A_SETTING == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
