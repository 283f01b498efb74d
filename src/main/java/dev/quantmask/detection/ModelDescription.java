package dev.quantmask.detection;

import dev.quantmask.model.quantization.Scheme;
import java.util.List;

/**
 * Describes what is loaded.
 *
 * @param scheme {@code fp32}, {@code linear}, {@code dynamic}, …
 * @param precision that the layers which the scheme quantizes compute in, here
 * @param device {@code cpu} or {@code cuda:0}
 * @param sha256 of the archive's bytes, lower-case hexadecimal
 * @param classes labels by class id
 */
public record ModelDescription(
    String name,
    String scheme,
    Precision precision,
    String device,
    String sha256,
    List<String> classes) {
  public ModelDescription {
    classes = List.copyOf(classes);
  }

  /**
   * Returns the text for reports: the device, and the precision where it is not the one that the
   * scheme is for.
   */
  public String place() {
    boolean quantized = !scheme.equals(Scheme.FP32.label());
    return quantized && precision == Precision.FP32 ? device + " (fp32)" : device;
  }
}
