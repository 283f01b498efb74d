package dev.quantmask.server.openinference;

import java.util.Arrays;
import java.util.List;

/** Holds what clients ask a model for before they use it. */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {
  /** The only one: a model that is replaced is still the one of this name. */
  public static final String VERSION = "1";

  static final String PLATFORM = "pytorch_torchscript";

  public static ModelMetadata of(String model) {
    return new ModelMetadata(
        model,
        List.of(VERSION),
        PLATFORM,
        Arrays.stream(Input.values()).map(Input::metadata).toList(),
        Arrays.stream(Output.values()).map(Output::metadata).toList());
  }
}
