package dev.quantmask.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.files.NewFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Figures for programs: every double with all its digits. */
final class ScoreJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final JsonGenerator json;
  private final boolean perClass;

  private ScoreJson(JsonGenerator json, boolean perClass) {
    this.json = json;
    this.perClass = perClass;
  }

  /** Writes one object; of several comparisons, one with a field for each. */
  static void write(Path place, List<CocoScores> scores, boolean perClass) throws IOException {
    try (NewFile file = NewFile.at(place);
        JsonGenerator json = FACTORY.createGenerator(file.output(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      ScoreJson writer = new ScoreJson(json, perClass);
      for (CocoScores one : scores) {
        if (scores.size() > 1) {
          json.writeObjectFieldStart(ScoreTable.name(one.options().iouType()));
        }
        writer.writeFields(one);
        if (scores.size() > 1) {
          json.writeEndObject();
        }
      }
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
      file.complete();
    }
  }

  private void writeFields(CocoScores scores) throws IOException {
    for (Metric metric : Metric.values()) {
      write(metric.key(), scores.get(metric));
    }
    json.writeStringField("iouType", ScoreTable.name(scores.options().iouType()));
    json.writeObjectFieldStart("APAtMaxDets");
    for (int limit : scores.options().maxDetections()) {
      write(Integer.toString(limit), scores.apAt(limit));
    }
    json.writeEndObject();
    if (perClass) {
      writeClasses(scores);
    }
  }

  private void writeClasses(CocoScores scores) throws IOException {
    json.writeArrayFieldStart("classes");
    for (int k = 0; k < scores.categories().size(); k++) {
      CocoCategory category = scores.categories().get(k);
      json.writeStartObject();
      json.writeNumberField("id", category.id());
      json.writeStringField("name", category.name());
      for (Metric metric : Metric.values()) {
        write(metric.key(), scores.get(metric, k));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(String field, double figure) throws IOException {
    if (figure == -1) {
      json.writeNumberField(field, -1);
    } else {
      json.writeNumberField(field, figure);
    }
  }
}
