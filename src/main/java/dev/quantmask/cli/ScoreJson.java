package dev.quantmask.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.scoring.BestThreshold;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.ConfusionMatrix;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.coco.scoring.Protocol;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Figures for programs: every double with all its digits. */
final class ScoreJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final JsonGenerator json;

  private ScoreJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one object; of several comparisons, one with a field for each. */
  static void write(Path place, List<ScoreSections> scores) throws IOException {
    try (AtomicFile file = AtomicFile.at(place);
        JsonGenerator json = FACTORY.createGenerator(file.output(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      for (ScoreSections one : scores) {
        if (scores.size() > 1) {
          json.writeObjectFieldStart(one.type());
        }
        new ScoreJson(json).writeFields(one);
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

  private void writeFields(ScoreSections sections) throws IOException {
    CocoScores scores = sections.scores();
    for (Metric metric : scores.options().metrics()) {
      write(metric.key(), scores.get(metric));
    }
    json.writeStringField("iouType", sections.type());
    ScoringOptions options = scores.options();
    if (options.protocol() == Protocol.COCO) {
      json.writeObjectFieldStart("APAtMaxDets");
      for (int limit : options.maxDetections()) {
        write(Integer.toString(limit), scores.apAt(limit));
      }
      json.writeEndObject();
    }
    if (sections.perClass()) {
      writeClasses(scores);
    }
    if (sections.thresholds()) {
      writeThresholds(scores);
    }
    if (sections.confusion() != null) {
      write(sections.confusion());
    }
  }

  private void writeClasses(CocoScores scores) throws IOException {
    json.writeArrayFieldStart("classes");
    for (int k = 0; k < scores.categories().size(); k++) {
      begin(scores.categories().get(k));
      if (scores.options().protocol() == Protocol.LVIS) {
        json.writeStringField("frequency", scores.frequency(k).key());
      }
      for (Metric metric : scores.options().metricsOfClass()) {
        write(metric.key(), scores.get(metric, k));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeThresholds(CocoScores scores) throws IOException {
    json.writeArrayFieldStart("thresholds");
    for (int k = 0; k < scores.categories().size(); k++) {
      begin(scores.categories().get(k));
      if (scores.bestThreshold(k).isPresent()) {
        BestThreshold best = scores.bestThreshold(k).get();
        write("score", best.score());
        write("F1", best.f1());
        write("precision", best.precision());
        write("recall", best.recall());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void begin(CocoCategory category) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", category.id());
    json.writeStringField("name", category.name());
  }

  private void write(ConfusionMatrix matrix) throws IOException {
    json.writeObjectFieldStart("confusionMatrix");
    write("minScore", matrix.minScore());
    json.writeArrayFieldStart("labels");
    for (CocoCategory category : matrix.categories()) {
      json.writeString(category.name());
    }
    json.writeString(ScoreTable.BACKGROUND);
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    for (long[] row : matrix.counts()) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String field, double figure) throws IOException {
    if (figure == -1) {
      json.writeNumberField(field, -1);
    } else {
      json.writeNumberField(field, figure);
    }
  }
}
