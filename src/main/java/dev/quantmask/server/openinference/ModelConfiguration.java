package dev.quantmask.server.openinference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.model.ModelStatus;
import java.util.Arrays;
import java.util.List;

/**
 * A model's configuration, as Triton tells it: load generators and clients ask for it before they
 * send requests.
 *
 * @param maxBatchSize images of a request; the lengths of tensors are those behind this one
 * @param dynamicBatching null where images of several requests do not go together
 * @param file the archive, as the list of models names it
 * @see <a
 *     href="https://github.com/triton-inference-server/common/blob/main/protobuf/model_config.proto">model_config.proto</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelConfiguration(
    String name,
    String platform,
    String backend,
    @JsonProperty("max_batch_size") int maxBatchSize,
    List<Tensor> input,
    List<Tensor> output,
    @JsonProperty("instance_group") List<InstanceGroup> instanceGroup,
    @JsonProperty("default_model_filename") String file,
    @JsonProperty("dynamic_batching") DynamicBatching dynamicBatching,
    @JsonProperty("model_transaction_policy") TransactionPolicy transactionPolicy) {

  /**
   * A tensor of one image.
   *
   * @param dims with -1 where it depends on the request
   * @param optional null for an output
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tensor(
      String name, @JsonProperty("data_type") String datatype, List<Long> dims, Boolean optional) {
    private static Tensor of(TensorMetadata tensor, Boolean optional) {
      String type = tensor.datatype().equals("BYTES") ? "STRING" : tensor.datatype();
      List<Long> dims = tensor.shape().subList(1, tensor.shape().size());
      return new Tensor(tensor.name(), "TYPE_" + type, dims, optional);
    }
  }

  /** The workers, which all models share. */
  public record InstanceGroup(String name, String kind, int count) {
    private static InstanceGroup of(String model, ServerSettings settings) {
      String kind =
          switch (settings.device()) {
            case AUTO -> "KIND_AUTO";
            case CPU -> "KIND_CPU";
            case CUDA -> "KIND_GPU";
          };
      return new InstanceGroup(model, kind, settings.limits().workers());
    }
  }

  /** How images of several requests go through the network together. */
  public record DynamicBatching(
      @JsonProperty("preferred_batch_size") List<Integer> sizes,
      @JsonProperty("max_queue_delay_microseconds") long delay) {
    private static DynamicBatching of(BatchPolicy policy) {
      return policy.maxSize() == 1
          ? null
          : new DynamicBatching(List.of(policy.maxSize()), policy.maxDelay().toNanos() / 1_000);
    }
  }

  /** Whether a request may have another number of responses than one. */
  public record TransactionPolicy(boolean decoupled) {}

  static ModelConfiguration of(ModelStatus model, ServerSettings settings) {
    return new ModelConfiguration(
        model.name(),
        ModelMetadata.PLATFORM,
        "pytorch",
        settings.maxImagesPerRequest(),
        Arrays.stream(Input.values()).map(input -> Tensor.of(input.metadata(), true)).toList(),
        Arrays.stream(Output.values()).map(output -> Tensor.of(output.metadata(), null)).toList(),
        List.of(InstanceGroup.of(model.name(), settings)),
        model.source().label(),
        DynamicBatching.of(settings.limits().batch()),
        new TransactionPolicy(false));
  }
}
