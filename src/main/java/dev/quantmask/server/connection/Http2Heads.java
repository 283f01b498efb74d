package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
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
 * at values, other signs of names, and pseudo-headers that come twice. Bounds the memory for
 * headers that responses repeat.
 */
final class Http2Heads extends Http2FrameListenerDecorator {
  private static final Set<CharSequence> OF_A_REQUEST =
      Set.of(
          PseudoHeaderName.METHOD.value(),
          PseudoHeaderName.SCHEME.value(),
          PseudoHeaderName.AUTHORITY.value(),
          PseudoHeaderName.PATH.value());

  private final Http2ConnectionHandler http2;

  private Http2Heads(Http2ConnectionHandler http2) {
    super(http2.decoder().frameListener());
    this.http2 = http2;
  }

  static void check(Http2ConnectionHandler http2) {
    Http2ConnectionDecoder decoder = http2.decoder();
    if (!(decoder.frameListener() instanceof Http2Heads)) {
      decoder.frameListener(new Http2Heads(http2));
    }
  }

  /** With the first settings of a client, Vert.x exchanges the listener for another one. */
  @Override
  public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
      throws Http2Exception {
    super.onSettingsRead(context, settings);
    check(http2);
    boundTable(settings);
  }

  /**
   * Netty's encoder keeps as many headers of responses as a client allows: gigabytes, where it has
   * asked often enough. A table may be smaller than what is allowed (RFC 7541, 4.2).
   */
  private void boundTable(Http2Settings settings) throws Http2Exception {
    Long allowed = settings.headerTableSize();
    if (allowed != null && allowed > Http2CodecUtil.DEFAULT_HEADER_TABLE_SIZE) {
      http2
          .encoder()
          .configuration()
          .headersConfiguration()
          .maxHeaderTableSize(Http2CodecUtil.DEFAULT_HEADER_TABLE_SIZE);
    }
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
