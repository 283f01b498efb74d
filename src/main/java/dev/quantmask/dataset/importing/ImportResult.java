package dev.quantmask.dataset.importing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Says what became of an import.
 *
 * @param files that were written; none when something was broken and not to be skipped
 * @param classes in the order of their numbers
 * @param counts of what was found, by kind
 * @param first the first findings of each severity
 */
public record ImportResult(
    List<WrittenFile> files,
    List<String> classes,
    Map<FindingKind, Long> counts,
    Map<FindingKind.Severity, List<Finding>> first) {
  /** An annotation file. */
  public record WrittenFile(Path path, int images, long annotations) {}

  void writeFiles(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("classes");
    for (String name : classes) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("written");
    for (WrittenFile written : files) {
      json.writeStartObject();
      json.writeStringField("file", written.path().toString());
      json.writeNumberField("images", written.images());
      json.writeNumberField("annotations", written.annotations());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public boolean isWritten() {
    return !files.isEmpty();
  }
}
