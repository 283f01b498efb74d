package dev.quantmask.server.grpc;

import dev.quantmask.server.openinference.RepositoryService;
import dev.quantmask.serving.api.ServingException;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/** Triton's repository of models, as REST has it under {@code /v2/repository}. */
@Singleton
final class RepositoryMethods implements GrpcMethods {
  private final RepositoryService service;

  RepositoryMethods(RepositoryService service) {
    this.service = service;
  }

  @Override
  public List<GrpcMethod> all() {
    String repository = InferenceMethods.SERVICE + "Repository";
    return List.of(
        GrpcMethod.of(repository + "Index", RepositoryIndexRequest.parser(), this::index),
        GrpcMethod.ofClient(
            repository + "ModelLoad", RepositoryModelLoadRequest.parser(), this::load),
        GrpcMethod.ofClient(
            repository + "ModelUnload", RepositoryModelUnloadRequest.parser(), this::unload));
  }

  private RepositoryIndexResponse index(RepositoryIndexRequest request) {
    RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
    for (RepositoryService.Entry entry :
        service.index(request.getRepositoryName(), request.getReady())) {
      index
          .addModelsBuilder()
          .setName(entry.name())
          .setVersion(entry.version())
          .setState(entry.state())
          .setReason(entry.reason());
    }
    return index.build();
  }

  private RepositoryModelLoadResponse load(
      RepositoryModelLoadRequest request, RoutingContext context) throws ServingException {
    RepositoryService.checkRepository(request.getRepositoryName());
    service.load(request.getModelName(), request.getParametersMap().keySet(), context);
    return RepositoryModelLoadResponse.getDefaultInstance();
  }

  private RepositoryModelUnloadResponse unload(
      RepositoryModelUnloadRequest request, RoutingContext context) throws ServingException {
    RepositoryService.checkRepository(request.getRepositoryName());
    service.unload(request.getModelName(), request.getParametersMap().keySet(), context);
    return RepositoryModelUnloadResponse.getDefaultInstance();
  }
}
