package dev.quantmask.cli;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.ObjectAnnotation;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.dataset.geometry.EditableOutline;
import dev.quantmask.dataset.importing.AnnotationOutput;
import dev.quantmask.dataset.importing.ImportResult;
import dev.quantmask.dataset.importing.ImportTarget;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Detections as annotations, which a person corrects in a tool. */
final class DetectionAnnotations implements AutoCloseable {
  private final AnnotationOutput output;
  private final boolean copyImages;
  private final Path folder; // that all images are below
  private final Findings findings = new Findings(finding -> {});
  private List<String> classes = List.of();

  DetectionAnnotations(ImportTarget target, List<Path> images) throws IOException {
    this.output = new AnnotationOutput(target);
    this.copyImages = target.copyImages();
    this.folder = folderOf(images);
  }

  private static Path folderOf(List<Path> images) {
    Path folder = absolute(images.get(0)).getParent();
    for (Path image : images) {
      while (!absolute(image).startsWith(folder)) {
        folder = folder.getParent();
      }
    }
    return folder;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  void add(Path image, DetectionResult result) throws IOException {
    classes = result.model().classes();
    List<ObjectAnnotation> objects = new ArrayList<>();
    for (Detection one : result.detections().detections()) {
      Rle mask = one.mask();
      if (mask.area() > 0) {
        objects.add(
            new ObjectAnnotation(
                one.label(),
                false,
                EditableOutline.of(mask),
                mask.area(),
                mask.box(),
                Double.parseDouble(Float.toString(one.score())))); // no more digits than it has
      }
    }
    String name = folder.relativize(absolute(image)).toString().replace('\\', '/');
    int width = result.detections().width();
    output.add(new ImageAnnotations(name, width, result.detections().height(), objects));
  }

  /** Everything is found: the annotations are written. */
  ImportResult complete() throws IOException {
    ImportResult.WrittenFile file =
        output.complete(new WriterOptions(classes, Optional.of(folder), copyImages, findings));
    return new ImportResult(List.of(file), classes, findings.counts(), findings.first());
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
