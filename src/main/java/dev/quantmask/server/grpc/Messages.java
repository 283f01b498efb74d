package dev.quantmask.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.api.OverloadedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Messages as bytes. */
final class Messages {
  private Messages() {}

  /**
   * Returns the one message of a call whose body has been read.
   *
   * @param most bytes of it
   * @param memory for what is unpacked; the body itself is counted already
   */
  static byte[] only(RoutingContext context, int most, MessageEncoding.Memory memory)
      throws OverloadedException {
    MessageEncoding encoding =
        MessageEncoding.of(context.request().getHeader(MessageEncoding.HEADER));
    List<MessageReader.Framed> messages = new ArrayList<>();
    MessageReader reader =
        new MessageReader(
            most,
            message -> {
              if (!messages.isEmpty()) {
                throw ProblemException.badRequest("expected one message, found more");
              }
              messages.add(message);
            });
    Buffer body = context.body().buffer();
    if (body != null) {
      reader.receive(body);
    }
    reader.end();
    if (messages.isEmpty()) {
      throw ProblemException.badRequest("expected one message, found none");
    }
    return encoding.read(messages.get(0), most, memory);
  }

  static <T extends MessageLite> T parse(Parser<T> parser, byte[] message) {
    try {
      return parser.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw malformed();
    }
  }

  static ProblemException malformed() {
    return ProblemException.badRequest(
        "the message cannot be read: expected one of this method's type, as Protocol Buffers have"
            + " it");
  }

  /** Returns a message with what stands before it on the wire. */
  static Buffer framed(MessageLite message) {
    byte[] bytes = message.toByteArray();
    return Buffer.buffer(MessageReader.PREFIX + bytes.length)
        .appendByte((byte) 0)
        .appendInt(bytes.length)
        .appendBytes(bytes);
  }
}
