package dev.quantmask.cli;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.quantization.calibration.CalibrationImages;
import dev.quantmask.quantization.sensitivity.LayerGroup;
import dev.quantmask.quantization.sensitivity.Sensitivity;
import dev.quantmask.quantization.sensitivity.SensitivityAnalysis;
import dev.quantmask.quantization.sensitivity.SensitivityRequest;
import dev.quantmask.quantization.sensitivity.SensitivityRequest.AnnotatedImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says how to measure what 8 bits cost. */
final class AnalysisOptions {
  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "COCO annotations, to measure average precision as well.")
  private Path annotations;

  @Option(
      names = "--max-eval-images",
      paramLabel = "N",
      description = "How many of the annotated images to score; default: all.")
  private Integer most;

  @Option(
      names = "--group-by",
      paramLabel = "SIZE",
      description =
          "What to measure together: part (stages, pyramid, heads) or layer (each one); default: part.")
  private LayerGroup.Size groups;

  boolean areGiven() {
    return annotations != null || most != null || groups != null;
  }

  void requireImages() {
    if (most != null) {
      UsageException.positive("--max-eval-images", most);
    }
  }

  Sensitivity measure(
      Path model, QuantizationPlan plan, CalibrationOptions calibration, ImageProgress progress)
      throws IOException {
    return SensitivityAnalysis.run(
        new SensitivityRequest(
            model,
            plan,
            calibration.calibrationImages(),
            annotated(calibration),
            groups == null ? LayerGroup.Size.PART : groups),
        progress::images);
  }

  private Optional<AnnotatedImages> annotated(CalibrationOptions calibration) throws IOException {
    if (annotations == null) {
      return Optional.empty();
    }
    CocoDataset dataset = CocoReader.read(annotations);
    if (most != null) {
      dataset = dataset.only(CalibrationImages.evenly(dataset.images(), most));
    }
    return Optional.of(new AnnotatedImages(dataset, calibration.folderOf(annotations)));
  }
}
