package dev.quantmask.server.grpc;

import dev.quantmask.server.openinference.InferenceService;
import dev.quantmask.server.openinference.ModelConfiguration;
import dev.quantmask.server.openinference.ModelStatistics;
import dev.quantmask.serving.api.ServingException;
import inference.DataType;
import inference.InferBatchStatistics;
import inference.InferStatistics;
import inference.ModelConfig;
import inference.ModelConfigRequest;
import inference.ModelConfigResponse;
import inference.ModelDynamicBatching;
import inference.ModelInput;
import inference.ModelInstanceGroup;
import inference.ModelOutput;
import inference.ModelStatisticsRequest;
import inference.ModelStatisticsResponse;
import inference.ModelTransactionPolicy;
import inference.StatisticDuration;
import jakarta.inject.Singleton;
import java.util.List;

/** What Triton tells of models beside the Open Inference Protocol, as REST has it. */
@Singleton
final class ModelDetailsMethods implements GrpcMethods {
  private final InferenceService service;

  ModelDetailsMethods(InferenceService service) {
    this.service = service;
  }

  @Override
  public List<GrpcMethod> all() {
    return List.of(
        GrpcMethod.of(
            InferenceMethods.SERVICE + "ModelConfig",
            ModelConfigRequest.parser(),
            this::configuration),
        GrpcMethod.of(
            InferenceMethods.SERVICE + "ModelStatistics",
            ModelStatisticsRequest.parser(),
            this::statistics));
  }

  private ModelConfigResponse configuration(ModelConfigRequest request) throws ServingException {
    InferenceMethods.requireVersion(request.getVersion());
    ModelConfiguration model = service.configuration(request.getName());
    ModelConfig.Builder config =
        ModelConfig.newBuilder()
            .setName(model.name())
            .setPlatform(model.platform())
            .setBackend(model.backend())
            .setMaxBatchSize(model.maxBatchSize())
            .setDefaultModelFilename(model.file())
            .setModelTransactionPolicy(
                ModelTransactionPolicy.newBuilder()
                    .setDecoupled(model.transactionPolicy().decoupled()));
    model.input().forEach(tensor -> config.addInput(input(tensor)));
    model.output().forEach(tensor -> config.addOutput(output(tensor)));
    model.instanceGroup().forEach(group -> config.addInstanceGroup(group(group)));
    if (model.dynamicBatching() != null) {
      config.setDynamicBatching(batching(model.dynamicBatching()));
    }
    return ModelConfigResponse.newBuilder().setConfig(config).build();
  }

  private static ModelInput input(ModelConfiguration.Tensor tensor) {
    return ModelInput.newBuilder()
        .setName(tensor.name())
        .setDataType(DataType.valueOf(tensor.datatype()))
        .addAllDims(tensor.dims())
        .setOptional(tensor.optional())
        .build();
  }

  private static ModelOutput output(ModelConfiguration.Tensor tensor) {
    return ModelOutput.newBuilder()
        .setName(tensor.name())
        .setDataType(DataType.valueOf(tensor.datatype()))
        .addAllDims(tensor.dims())
        .build();
  }

  private static ModelInstanceGroup group(ModelConfiguration.InstanceGroup group) {
    return ModelInstanceGroup.newBuilder()
        .setName(group.name())
        .setKind(ModelInstanceGroup.Kind.valueOf(group.kind()))
        .setCount(group.count())
        .build();
  }

  private static ModelDynamicBatching batching(ModelConfiguration.DynamicBatching batching) {
    return ModelDynamicBatching.newBuilder()
        .addAllPreferredBatchSize(batching.sizes())
        .setMaxQueueDelayMicroseconds(batching.delay())
        .build();
  }

  private ModelStatisticsResponse statistics(ModelStatisticsRequest request)
      throws ServingException {
    InferenceMethods.requireVersion(request.getVersion());
    List<ModelStatistics> models =
        request.getName().isEmpty()
            ? service.statistics()
            : List.of(service.statistics(request.getName()));
    return ModelStatisticsResponse.newBuilder()
        .addAllModelStats(models.stream().map(ModelDetailsMethods::model).toList())
        .build();
  }

  private static inference.ModelStatistics model(ModelStatistics model) {
    return inference.ModelStatistics.newBuilder()
        .setName(model.name())
        .setVersion(model.version())
        .setLastInference(model.lastInference())
        .setInferenceCount(model.inferences())
        .setExecutionCount(model.executions())
        .setInferenceStats(inferences(model.times()))
        .addAllBatchStats(model.batches().stream().map(ModelDetailsMethods::batch).toList())
        .build();
  }

  private static InferStatistics inferences(ModelStatistics.Inferences times) {
    return InferStatistics.newBuilder()
        .setSuccess(duration(times.success()))
        .setFail(duration(times.fail()))
        .setQueue(duration(times.queue()))
        .setComputeInput(duration(times.decode()))
        .setComputeInfer(duration(times.network()))
        .setComputeOutput(duration(times.output()))
        .setCacheHit(duration(times.cacheHit()))
        .setCacheMiss(duration(times.cacheMiss()))
        .build();
  }

  private static InferBatchStatistics batch(ModelStatistics.Batch batch) {
    return InferBatchStatistics.newBuilder()
        .setBatchSize(batch.size())
        .setComputeInput(duration(batch.decode()))
        .setComputeInfer(duration(batch.network()))
        .setComputeOutput(duration(batch.output()))
        .build();
  }

  private static StatisticDuration duration(ModelStatistics.Duration duration) {
    return StatisticDuration.newBuilder().setCount(duration.count()).setNs(duration.ns()).build();
  }
}
