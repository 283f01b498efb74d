package dev.quantmask.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls of the service under test by gRPC's own client. */
public final class Grpc implements AutoCloseable {
  public static final String SERVICE = "inference.GRPCInferenceService/";
  public static final MethodDescriptor<ModelInferRequest, ModelInferResponse> INFER =
      unary(
          SERVICE + "ModelInfer",
          ModelInferRequest.getDefaultInstance(),
          ModelInferResponse.getDefaultInstance());

  private final ManagedChannel channel;

  public Grpc() {
    this(NettyChannelBuilder.forAddress("localhost", RestAssured.port).usePlaintext());
  }

  public Grpc(NettyChannelBuilder channel) {
    this.channel = channel.build();
  }

  public static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
      String name, Q request, A answer) {
    return method(MethodType.UNARY, name, request, answer);
  }

  public static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
      MethodType type, String name, Q request, A answer) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(type)
        .setFullMethodName(name)
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(answer))
        .build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param metadata names and values
   * @throws io.grpc.StatusRuntimeException when the status is another one than OK
   */
  public <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, CallOptions options, String... metadata) {
    Metadata headers = new Metadata();
    for (int i = 0; i < metadata.length; i += 2) {
      headers.put(Metadata.Key.of(metadata[i], Metadata.ASCII_STRING_MARSHALLER), metadata[i + 1]);
    }
    return ClientCalls.blockingUnaryCall(
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
        method,
        options,
        request);
  }

  public <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, String... metadata) {
    return call(
        method, request, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), metadata);
  }

  /** A request with a file as its one raw input. */
  public static ModelInferRequest.Builder file(byte[] file) {
    ByteBuffer element =
        ByteBuffer.allocate(4 + file.length).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length);
    return ModelInferRequest.newBuilder()
        .setModelName("default")
        .addInputs(
            InferInputTensor.newBuilder().setName("encoded_image").setDatatype("BYTES").addShape(1))
        .addRawInputContents(ByteString.copyFrom(element.put(file).flip()));
  }

  /** A message as JSON with the names of its fields, which Triton's REST has too. */
  public static JsonNode json(Message message) throws IOException {
    return new ObjectMapper().readTree(tree(message).toString());
  }

  private static JsonNode tree(Object value) {
    if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> array.add(tree(element)));
      return array;
    }
    if (!(value instanceof Message message)) {
      return value instanceof Boolean truth
          ? BooleanNode.valueOf(truth)
          : value instanceof Number number
              ? LongNode.valueOf(number.longValue())
              : TextNode.valueOf(value.toString());
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        object.set(field.getName(), tree(message.getField(field)));
      }
    }
    return object;
  }

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    channel.awaitTermination(10, TimeUnit.SECONDS);
  }
}
