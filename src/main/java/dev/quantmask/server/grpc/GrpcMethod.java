package dev.quantmask.server.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.quantmask.server.request.RequestBody;
import dev.quantmask.serving.api.OverloadedException;
import io.vertx.ext.web.RoutingContext;

/**
 * A method that answers one message with one.
 *
 * @param path of HTTP: the service and the method
 * @param answer blocks, and throws what is a problem at the other endpoints
 */
record GrpcMethod(String path, Answer answer) {
  /** Answers a call, off the event loop. */
  interface Answer {
    MessageLite of(RoutingContext context) throws Exception;
  }

  /** Answers a message. */
  interface Function<T> {
    MessageLite of(T message) throws Exception;
  }

  /** Answers a message, as the client may. */
  interface ClientFunction<T> {
    MessageLite of(T message, RoutingContext context) throws Exception;
  }

  /** A method whose message has a few options. */
  static <T extends MessageLite> GrpcMethod of(String path, Parser<T> parser, Function<T> answer) {
    return ofClient(path, parser, (message, context) -> answer.of(message));
  }

  /** The same, whose answer depends on the client, or on its deadline. */
  static <T extends MessageLite> GrpcMethod ofClient(
      String path, Parser<T> parser, ClientFunction<T> answer) {
    return new GrpcMethod(
        path, context -> answer.of(Messages.parse(parser, small(context)), context));
  }

  /** Returns the message of a call that has a few options. */
  static byte[] small(RoutingContext context) throws OverloadedException {
    return Messages.only(
        context, Math.toIntExact(RequestBody.SMALL), MessageEncoding.Memory.UNCOUNTED);
  }
}
