package dev.quantmask.dataset.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks of <a href="https://labelstud.io/guide/export">Label Studio</a> exported as JSON (not
 * JSON-MIN). Predictions are no annotations, and are not read.
 */
final class LabelStudioReader implements AnnotationReader {
  private final InputFiles files;

  LabelStudioReader(InputFiles files) {
    this.files = files;
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try (JsonFile json = JsonFile.open(files.path(name))) {
        if (json.isObject()) { // the export of one task
          task(name, 0, json.value(), handler, findings);
        } else {
          json.eachElement(index -> task(name, index, json.value(), handler, findings));
        }
        json.requireEnd();
      } catch (JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  private static void task(
      String file, int index, JsonNode task, ImageHandler handler, Findings findings)
      throws IOException {
    String id = task.path("id").isMissingNode() ? "[" + index + "]" : task.path("id").asText();
    String source = Text.format("%s, task %s", file, id);
    AnnotatedImage image;
    try {
      JsonNode results = results(source, task, findings);
      if (results == null) {
        return;
      }
      image = image(source, task, results, findings);
    } catch (InvalidAnnotationException e) {
      findings.malformedRecord(source, e.getMessage());
      return;
    }
    handler.accept(image);
  }

  /**
   * Returns the results of the first annotation that was not cancelled; others are those of other
   * people. Null, which is found, for a task that nobody has annotated: an image without objects
   * has an annotation without results.
   */
  private static JsonNode results(String source, JsonNode task, Findings findings)
      throws IOException, InvalidAnnotationException {
    JsonNode chosen = null;
    int usable = 0;
    for (JsonNode annotation : Fields.array(task, "annotations")) {
      if (annotation.path("was_cancelled").asBoolean()) {
        continue;
      }
      usable++;
      boolean better = chosen == null || (isTruth(annotation) && !isTruth(chosen));
      chosen = better ? annotation : chosen;
    }
    if (chosen == null) {
      int skipped = task.path("annotations").size();
      findings.add(
          new Finding(
              FindingKind.NOT_ANNOTATED,
              source,
              null,
              null,
              "expected an annotation, found "
                  + (skipped == 0 ? "none" : Text.format("%d that were skipped", skipped))
                  + ": the task is left out"));
      return null;
    }
    if (usable > 1) {
      findings.add(
          new Finding(
              FindingKind.SEVERAL_ANNOTATORS,
              source,
              null,
              null,
              Text.format(
                  "expected one annotation of the task, found %d; that with the id %s is taken",
                  usable, chosen.path("id").asText())));
    }
    return Fields.array(chosen, "result");
  }

  private static boolean isTruth(JsonNode annotation) {
    return annotation.path("ground_truth").asBoolean();
  }

  private static AnnotatedImage image(
      String source, JsonNode task, JsonNode results, Findings findings)
      throws InvalidAnnotationException, IOException {
    List<String> images = LabelStudioImages.of(Fields.object(task, "data"));
    int width = 0;
    int height = 0;
    Map<String, JsonNode> labels = new HashMap<>(); // of regions that have them in another result
    for (JsonNode result : results) {
      if (result.has("original_width")) {
        width = Fields.sizeOrZero(result, "original_width");
        height = Fields.sizeOrZero(result, "original_height");
      }
      if (result.path("type").asText().equals("labels")) {
        labels.put(result.path("id").asText(), result.path("value").path("labels"));
      }
    }
    List<LabelledShape> shapes =
        new ShapeList(source, "result", findings)
            .read(results, (place, result) -> LabelStudioShapes.shapes(place, result, labels));
    return new AnnotatedImage(source, images, width, height, shapes);
  }
}
