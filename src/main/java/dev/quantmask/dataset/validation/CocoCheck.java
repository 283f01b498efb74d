package dev.quantmask.dataset.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.FindingsReport;
import dev.quantmask.dataset.reader.CocoRecords;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is wrong with a COCO file, record by record, in bounded memory. */
public final class CocoCheck {
  private final Path path;
  private final String name;
  private final CocoIndex index;
  private final AnnotationCheck annotations;
  private final Findings findings;
  private final TextIdCount texts = new TextIdCount();
  private long count;

  /**
   * Holds what was found.
   *
   * @param counts of findings by kind
   * @param first the first findings of each severity
   */
  public record Result(
      int images,
      int categories,
      long annotations,
      Map<FindingKind, Long> counts,
      Map<FindingKind.Severity, List<Finding>> first) {
    public boolean isFine() {
      return counts.keySet().stream()
          .noneMatch(kind -> kind.severity() == FindingKind.Severity.ERROR);
    }
  }

  private CocoCheck(Path path, ImageFolder folder, Findings findings) {
    this.path = path;
    this.name = path.toString();
    this.findings = findings;
    this.index = new CocoIndex(name, folder, findings);
    this.annotations = new AnnotationCheck(name, index, findings);
  }

  /**
   * Checks a file.
   *
   * @param images the folder of the images; not given: they are not looked at
   * @param report where everything that is found is written to, as JSON
   * @throws IOException if the file cannot be read at all
   */
  public static Result run(Path file, Optional<Path> images, Optional<Path> report)
      throws IOException {
    ImageFolder folder =
        images.isPresent() ? new ImageFolder(images.get(), images.get(), false) : null;
    try (FindingsReport written =
        FindingsReport.of(report, Map.of("annotations", file.toString()))) {
      Findings findings = new Findings(written::add);
      Result result = new CocoCheck(file, folder, findings).run();
      written.complete(result.counts(), json -> {});
      return result;
    }
  }

  private Result run() throws IOException {
    try {
      readImagesAndCategories();
      readAnnotations();
      texts.find(name, findings);
      annotations.finish();
    } catch (JsonFile.MalformedException e) {
      findings.brokenFile(name, e.getMessage());
    }
    return new Result(
        index.imageCount(), index.categoryCount(), count, findings.counts(), findings.first());
  }

  /** They may stand after the annotations that name them. */
  private void readImagesAndCategories() throws IOException {
    boolean images = read("images", index::addImage);
    boolean categories = read("categories", index::addCategory);
    requireSection("images", images);
    requireSection("categories", categories);
  }

  private void readAnnotations() throws IOException {
    requireSection(
        "annotations",
        read(
            "annotations",
            (number, json) -> {
              count++;
              annotations.check(number, json);
            }));
  }

  private boolean read(String section, CocoRecords.Action action) throws IOException {
    return CocoRecords.read(
        path,
        section,
        (number, json) -> {
          texts.count(section, json);
          action.accept(number, json);
        });
  }

  private void requireSection(String section, boolean found) throws IOException {
    if (!found) {
      String message = section + ": expected an array, found nothing";
      findings.brokenFile(name, message);
    }
  }

  /** {@code annotations[17] (id 4)}. */
  static String place(String section, int number, JsonNode record) {
    JsonNode id = record.path("id");
    String suffix = id.isValueNode() ? Text.format(" (id %s)", id.asText()) : "";
    return Text.format("%s[%d]%s", section, number, suffix);
  }
}
