package dev.quantmask.server.request;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Unpacks a body while it arrives, so that no more of it is held than the receiver keeps. */
public final class ContentCoding {
  static final String SUPPORTED = "gzip, deflate";

  // "deflate" is zlib's format; some clients send it without zlib's header.
  private static final Map<String, ZlibWrapper> WRAPPERS =
      Map.of(
          "gzip", ZlibWrapper.GZIP,
          "x-gzip", ZlibWrapper.GZIP,
          "deflate", ZlibWrapper.ZLIB_OR_NONE);

  private final ZlibDecoder decoder;
  private final EmbeddedChannel channel;

  private ContentCoding(ZlibWrapper wrapper, Consumer<ByteBuf> receiver) {
    this.decoder = new JdkZlibDecoder(wrapper, 0);
    this.channel = new EmbeddedChannel(decoder, new Receiver(receiver));
  }

  /**
   * Empty for a body that is not packed.
   *
   * @param header Content-Encoding, or null
   * @param receiver of what has been unpacked, piece by piece
   * @throws ProblemException when it is packed in another way
   */
  static Optional<ContentCoding> of(String header, Consumer<ByteBuf> receiver) {
    return wrapper(header).map(wrapper -> new ContentCoding(wrapper, receiver));
  }

  private static Optional<ZlibWrapper> wrapper(String header) {
    String coding = header == null ? "identity" : normalized(header);
    if (coding.equals("identity")) {
      return Optional.empty();
    }
    ZlibWrapper wrapper = WRAPPERS.get(coding);
    if (wrapper == null) {
      throw new ProblemException(
          new Problem(
              415,
              "Content-Encoding: expected gzip, deflate or none, found " + TextExcerpt.of(header),
              Map.of("Accept-Encoding", SUPPORTED)));
    }
    return Optional.of(wrapper);
  }

  /** Tells whether a body of this Content-Encoding is packed, and can be unpacked. */
  public static boolean isSupported(String header) {
    return WRAPPERS.containsKey(normalized(header));
  }

  private static String normalized(String header) {
    return header.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a body is packed in a way that can be unpacked. */
  static boolean isIn(String header) {
    return wrapper(header).isPresent();
  }

  /**
   * @throws DecompressionException when it cannot be unpacked
   */
  void unpack(Buffer packed) {
    channel.writeInbound(packed.getByteBuf());
  }

  /** Returns whether all of it has arrived. */
  boolean isComplete() {
    return decoder.isClosed();
  }

  void close() {
    channel.close();
  }

  private static final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
    private final Consumer<ByteBuf> receiver;

    Receiver(Consumer<ByteBuf> receiver) {
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      receiver.accept(bytes);
    }
  }
}
