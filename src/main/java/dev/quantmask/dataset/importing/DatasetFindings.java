package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.DatasetSummary;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.format.ImageAnnotations;
import java.io.IOException;
import java.util.List;

/** Counts what is doubtful about all that is imported, and reports it at the end. */
final class DatasetFindings {
  private final DatasetSummary summary = new DatasetSummary();

  void count(ImageAnnotations image) {
    summary.addImage(!image.objects().isEmpty());
    image.objects().forEach(object -> summary.addObject(object.label(), object.crowd()));
  }

  void find(List<String> classes, Findings findings) throws IOException {
    summary.find("data set", classes, findings);
  }
}
