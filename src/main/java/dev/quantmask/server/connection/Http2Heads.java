package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.Map;
import java.util.Set;

/**
 * Resets streams of HTTP/2 whose headers are malformed (RFC 9113, 8.1.1) and that Netty lets pass:
 * it looks at the order of headers, capitals, those of HTTP/1.1 and the length of the body, but not
 * at values, other signs of names, and pseudo-headers that come twice.
 */
final class Http2Heads extends Http2FrameListenerDecorator {
  private static final Set<CharSequence> OF_A_REQUEST =
      Set.of(
          PseudoHeaderName.METHOD.value(),
          PseudoHeaderName.SCHEME.value(),
          PseudoHeaderName.AUTHORITY.value(),
          PseudoHeaderName.PATH.value());

  private final Http2ConnectionDecoder decoder;

  private Http2Heads(Http2ConnectionDecoder decoder) {
    super(decoder.frameListener());
    this.decoder = decoder;
  }

  static void check(Http2ConnectionDecoder decoder) {
    if (!(decoder.frameListener() instanceof Http2Heads)) {
      decoder.frameListener(new Http2Heads(decoder));
    }
  }

  /** With the first settings of a client, Vert.x exchanges the listener for another one. */
  @Override
  public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
      throws Http2Exception {
    super.onSettingsRead(context, settings);
    check(decoder);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int streamId,
      Http2Headers headers,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    check(streamId, headers);
    super.onHeadersRead(context, streamId, headers, padding, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int streamId,
      Http2Headers headers,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    check(streamId, headers);
    super.onHeadersRead(
        context, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
  }

  private static void check(int streamId, Http2Headers headers) throws Http2Exception {
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      CharSequence name = header.getKey();
      boolean isName =
          PseudoHeaderName.hasPseudoHeaderFormat(name)
              ? OF_A_REQUEST.contains(name) && headers.getAll(name).size() == 1
              : FieldSyntax.isToken(name);
      if (!isName || !FieldSyntax.isValue(header.getValue())) {
        throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "malformed headers");
      }
    }
    CharSequence method = headers.method();
    if (method != null && !FieldSyntax.isToken(method)) {
      throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "malformed method");
    }
  }
}
