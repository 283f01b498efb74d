package dev.quantmask.quantization.sensitivity;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.model.quantization.QuantizationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what to measure.
 *
 * @param model an archive in fp32
 * @param plan how its layers become 8 bits
 * @param images for decibels and times; at least one
 * @param annotated to score, if there are annotations
 */
public record SensitivityRequest(
    Path model,
    QuantizationPlan plan,
    List<Path> images,
    Optional<AnnotatedImages> annotated,
    LayerGroup.Size groups) {
  public SensitivityRequest {
    images = List.copyOf(images);
  }

  /**
   * Images with what is on them.
   *
   * @param folder that the data set's file names are relative to
   */
  public record AnnotatedImages(CocoDataset dataset, Path folder) {}

  int annotatedImages() {
    return annotated.map(images -> images.dataset().images().size()).orElse(0);
  }
}
