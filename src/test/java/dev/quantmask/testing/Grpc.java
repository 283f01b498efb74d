package dev.quantmask.testing;

import com.google.protobuf.ByteString;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    channel.awaitTermination(10, TimeUnit.SECONDS);
  }
}
