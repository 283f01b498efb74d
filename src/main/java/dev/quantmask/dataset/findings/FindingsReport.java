package dev.quantmask.dataset.findings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.quantmask.io.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Everything that was found, as JSON, written while it is found. */
public final class FindingsReport implements Closeable {
  private final AtomicFile file; // null: no report is wanted, as for json
  private final JsonGenerator json;

  private FindingsReport(AtomicFile file, JsonGenerator json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Begins to write.
   *
   * @param about fields that come first
   */
  public static FindingsReport of(Optional<Path> place, Map<String, String> about)
      throws IOException {
    if (place.isEmpty()) {
      return new FindingsReport(null, null);
    }
    AtomicFile file = AtomicFile.at(place.get());
    JsonGenerator json = new JsonFactory().createGenerator(file.output());
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    json.writeStartObject();
    for (Map.Entry<String, String> field : about.entrySet()) {
      json.writeStringField(field.getKey(), field.getValue());
    }
    json.writeArrayFieldStart("findings");
    return new FindingsReport(file, json);
  }

  public void add(Finding finding) throws IOException {
    if (json == null) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().label());
    json.writeStringField("severity", finding.kind().severity().label());
    json.writeStringField("file", finding.file());
    json.writeStringField("shape", finding.place());
    json.writeStringField("label", finding.label());
    json.writeStringField("message", finding.message());
    json.writeEndObject();
  }

  /** Writes what comes last. */
  @FunctionalInterface
  public interface End {
    void write(JsonGenerator json) throws IOException;
  }

  /** Everything is found. */
  public void complete(Map<FindingKind, Long> counts, End end) throws IOException {
    if (json == null) {
      return;
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Map.Entry<FindingKind, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey().label(), count.getValue());
    }
    json.writeEndObject();
    end.write(json);
    json.writeEndObject();
    json.close();
    file.complete();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
