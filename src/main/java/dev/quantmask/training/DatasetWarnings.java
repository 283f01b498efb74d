package dev.quantmask.training;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.dataset.findings.DatasetSummary;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says what is doubtful about a data set as a whole: a line for each kind, with its count. */
final class DatasetWarnings {
  private DatasetWarnings() {}

  static void find(Path file, CocoDataset dataset, Consumer<String> note) throws IOException {
    Map<Long, String> names =
        dataset.categories().stream()
            .collect(Collectors.toMap(CocoCategory::id, CocoCategory::name, (one, other) -> other));
    Set<Long> annotated =
        dataset.annotations().stream().map(CocoAnnotation::imageId).collect(Collectors.toSet());
    DatasetSummary summary = new DatasetSummary();
    for (CocoImage image : dataset.images()) {
      summary.addImage(annotated.contains(image.id()));
    }
    for (CocoAnnotation annotation : dataset.annotations()) {
      summary.addObject(names.get(annotation.categoryId()), annotation.crowd());
    }
    List<Finding> found = new ArrayList<>();
    Findings findings = new Findings(found::add);
    summary.find(file.toString(), dataset.classNames(), findings);
    for (Map.Entry<FindingKind, Long> count : findings.counts().entrySet()) {
      Finding first =
          found.stream().filter(one -> one.kind() == count.getKey()).findFirst().orElseThrow();
      String more =
          count.getValue() == 1 ? "" : Text.format(" (and %d more)", count.getValue() - 1);
      note.accept(Text.format("%s: %s%s", first.kind().severity().label(), first, more));
    }
  }
}
