package dev.quantmask.server.grpc;

import dev.quantmask.detection.Detections;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.models.ServiceReadiness;
import dev.quantmask.server.openinference.InferenceServerResource.ServerMetadata;
import dev.quantmask.server.openinference.InferenceService;
import dev.quantmask.server.openinference.ModelMetadata;
import dev.quantmask.server.openinference.TensorMetadata;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.serving.api.ServingException;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code inference.GRPCInferenceService}: what REST answers under {@code /v2}. */
@Singleton
final class InferenceMethods implements GrpcMethods {
  static final String SERVICE = "/inference.GRPCInferenceService/";

  private final InferenceService service;
  private final ServiceReadiness readiness;
  private final ServerSettings settings;

  InferenceMethods(InferenceService service, ServiceReadiness readiness, ServerSettings settings) {
    this.service = service;
    this.readiness = readiness;
    this.settings = settings;
  }

  @Override
  public List<GrpcMethod> all() {
    return List.of(
        GrpcMethod.of(
            SERVICE + "ServerLive",
            ServerLiveRequest.parser(),
            request -> ServerLiveResponse.newBuilder().setLive(true).build()),
        GrpcMethod.of(
            SERVICE + "ServerReady",
            ServerReadyRequest.parser(),
            request -> ServerReadyResponse.newBuilder().setReady(readiness.isReady()).build()),
        GrpcMethod.of(SERVICE + "ServerMetadata", ServerMetadataRequest.parser(), this::server),
        GrpcMethod.of(SERVICE + "ModelReady", ModelReadyRequest.parser(), this::isReady),
        GrpcMethod.of(SERVICE + "ModelMetadata", ModelMetadataRequest.parser(), this::model),
        new GrpcMethod(SERVICE + "ModelInfer", this::infer));
  }

  private ModelInferResponse infer(RoutingContext context) throws ImageException, ServingException {
    RequestContext request = RequestContext.of(context);
    byte[] message =
        Messages.only(context, Math.toIntExact(settings.maxBody()), request.permit()::grow);
    return infer(InferRequestReader.read(message), request);
  }

  private ServerMetadataResponse server(ServerMetadataRequest request) {
    ServerMetadata metadata = ServerMetadata.ofThisBuild();
    return ServerMetadataResponse.newBuilder()
        .setName(metadata.name())
        .setVersion(metadata.version())
        .addAllExtensions(metadata.extensions())
        .build();
  }

  private ModelReadyResponse isReady(ModelReadyRequest request) throws ServingException {
    requireVersion(request.getVersion());
    return ModelReadyResponse.newBuilder().setReady(service.isReady(request.getName())).build();
  }

  private ModelMetadataResponse model(ModelMetadataRequest request) throws ServingException {
    requireVersion(request.getVersion());
    ModelMetadata metadata = service.metadata(request.getName());
    return ModelMetadataResponse.newBuilder()
        .setName(metadata.name())
        .addAllVersions(metadata.versions())
        .setPlatform(metadata.platform())
        .addAllInputs(metadata.inputs().stream().map(InferenceMethods::tensor).toList())
        .addAllOutputs(metadata.outputs().stream().map(InferenceMethods::tensor).toList())
        .build();
  }

  private static ModelMetadataResponse.TensorMetadata tensor(TensorMetadata tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.datatype())
        .addAllShape(tensor.shape())
        .build();
  }

  /** Infers. */
  interface Infer {
    ModelInferResponse of(InferRequestReader.Call call) throws ImageException, ServingException;
  }

  ModelInferResponse infer(InferRequestReader.Call call, RequestContext context)
      throws ImageException, ServingException {
    requireVersion(call.version());
    service.requireModel(call.model());
    List<Detections> found = service.infer(call.model(), call.request(), context);
    return InferResponses.of(call.model(), call, found);
  }

  /** An empty one is any. */
  static void requireVersion(String version) {
    if (!version.isEmpty()) {
      InferenceService.requireVersion(version);
    }
  }
}
