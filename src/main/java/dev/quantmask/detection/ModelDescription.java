package dev.quantmask.detection;

import java.util.List;

/**
 * What is loaded.
 *
 * @param scheme {@code fp32}, {@code linear}, {@code dynamic}, …
 * @param device {@code cpu} or {@code cuda:0}
 * @param sha256 of the archive's bytes, lower-case hexadecimal
 * @param classes labels by class id
 */
public record ModelDescription(
    String name, String scheme, String device, String sha256, List<String> classes) {
  public ModelDescription {
    classes = List.copyOf(classes);
  }
}
