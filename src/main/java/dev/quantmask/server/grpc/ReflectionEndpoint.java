package dev.quantmask.server.grpc;

import static grpc.reflection.v1.ServerReflectionResponse.newBuilder;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import dev.quantmask.server.request.RequestBody;
import dev.quantmask.server.request.RequestPipeline;
import dev.quantmask.server.streaming.IdleCalls;
import grpc.health.v1.HealthProto;
import grpc.reflection.v1.ErrorResponse;
import grpc.reflection.v1.FileDescriptorResponse;
import grpc.reflection.v1.ListServiceResponse;
import grpc.reflection.v1.ReflectionProto;
import grpc.reflection.v1.ServerReflectionRequest;
import grpc.reflection.v1.ServerReflectionResponse;
import grpc.reflection.v1.ServiceResponse;
import inference.InferenceProto;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tells tools such as grpcurl which methods there are, and what their messages are. */
@Singleton
final class ReflectionEndpoint {
  private static final List<FileDescriptor> FILES =
      List.of(
          InferenceProto.getDescriptor(),
          HealthProto.getDescriptor(),
          ReflectionProto.getDescriptor());
  private static final int NOT_FOUND = 5;
  private static final int UNIMPLEMENTED = 12;

  /** All that are served, by their full names. */
  static final List<String> SERVICES =
      FILES.stream()
          .flatMap(file -> file.getServices().stream())
          .map(GenericDescriptor::getFullName)
          .toList();

  private final IdleCalls calls;

  ReflectionEndpoint(IdleCalls calls) {
    this.calls = calls;
  }

  void install(@Observes Router router) {
    for (String version : List.of("v1", "v1alpha")) {
      router
          .post("/grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo")
          .order(RequestPipeline.AFTER_THE_BODY)
          .handler(this::serve);
    }
  }

  private void serve(RoutingContext context) {
    GrpcStream stream = new GrpcStream(context);
    calls.add(context, stream::endWithTheService);
    stream.read(
        Math.toIntExact(RequestBody.SMALL),
        message -> answer(Messages.parse(ServerReflectionRequest.parser(), message)),
        stream::send,
        stream::end);
  }

  private static ServerReflectionResponse answer(ServerReflectionRequest request) {
    ServerReflectionResponse.Builder answer =
        newBuilder().setValidHost(request.getHost()).setOriginalRequest(request);
    return switch (request.getMessageRequestCase()) {
      case LIST_SERVICES -> answer.setListServicesResponse(services()).build();
      case FILE_BY_FILENAME ->
          file(answer, file -> file.getName().equals(request.getFileByFilename()));
      case FILE_CONTAINING_SYMBOL ->
          file(answer, file -> declares(file, request.getFileContainingSymbol()));
      default -> error(answer, UNIMPLEMENTED, "no message here has extensions");
    };
  }

  private static ListServiceResponse services() {
    return ListServiceResponse.newBuilder()
        .addAllService(
            SERVICES.stream()
                .map(name -> ServiceResponse.newBuilder().setName(name).build())
                .toList())
        .build();
  }

  private static ServerReflectionResponse file(
      ServerReflectionResponse.Builder answer, Predicate<FileDescriptor> wanted) {
    Optional<FileDescriptor> file = FILES.stream().filter(wanted).findFirst();
    if (file.isEmpty()) {
      return error(answer, NOT_FOUND, "no such file, or no such symbol");
    }
    return answer
        .setFileDescriptorResponse(
            FileDescriptorResponse.newBuilder()
                .addFileDescriptorProto(file.get().toProto().toByteString()))
        .build();
  }

  private static boolean declares(FileDescriptor file, String symbol) {
    return Stream.of(file.getServices(), file.getMessageTypes(), file.getEnumTypes())
        .flatMap(List::stream)
        .map(GenericDescriptor::getFullName)
        .anyMatch(name -> symbol.equals(name) || symbol.startsWith(name + "."));
  }

  private static ServerReflectionResponse error(
      ServerReflectionResponse.Builder answer, int code, String message) {
    return answer
        .setErrorResponse(
            ErrorResponse.newBuilder().setErrorCode(code).setErrorMessage(message).build())
        .build();
  }
}
