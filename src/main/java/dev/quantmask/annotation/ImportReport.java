package dev.quantmask.annotation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.quantmask.files.NewFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Everything that an import found, as JSON, written while it is found. */
final class ImportReport implements Closeable {
  private final NewFile file; // null: no report is wanted, as for json
  private final JsonGenerator json;

  private ImportReport(NewFile file, JsonGenerator json) {
    this.file = file;
    this.json = json;
  }

  static ImportReport of(ImportRequest request) throws IOException {
    if (request.report().isEmpty()) {
      return new ImportReport(null, null);
    }
    NewFile file = NewFile.at(request.report().get());
    JsonGenerator json = new JsonFactory().createGenerator(file.output());
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    json.writeStartObject();
    json.writeStringField("format", request.format().name().toLowerCase(Locale.ROOT));
    json.writeStringField("in", request.input().toString());
    json.writeArrayFieldStart("findings");
    return new ImportReport(file, json);
  }

  void add(Finding finding) throws IOException {
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

  void complete(ImportResult result) throws IOException {
    if (json == null) {
      return;
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Map.Entry<FindingKind, Long> count : result.counts().entrySet()) {
      json.writeNumberField(count.getKey().label(), count.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("classes");
    for (String name : result.classes()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("written");
    for (ImportResult.WrittenFile written : result.files()) {
      json.writeStartObject();
      json.writeStringField("file", written.path().toString());
      json.writeNumberField("images", written.images());
      json.writeNumberField("annotations", written.annotations());
      json.writeEndObject();
    }
    json.writeEndArray();
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
