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
 * @param frames for decibels and times; at least one
 * @param annotated to score, if there are annotations
 */
public record SensitivityRequest(
    Path model,
    QuantizationPlan plan,
    List<Path> frames,
    Optional<AnnotatedFrames> annotated,
    LayerGroup.Size groups) {
  public SensitivityRequest {
    frames = List.copyOf(frames);
  }

  /**
   * Frames with what is on them.
   *
   * @param folder that the data set's file names are relative to
   */
  public record AnnotatedFrames(CocoDataset dataset, Path folder) {}

  int annotatedFrames() {
    return annotated.map(frames -> frames.dataset().images().size()).orElse(0);
  }
}
