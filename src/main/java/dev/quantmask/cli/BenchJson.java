package dev.quantmask.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.statistics.Medians;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Medians for programs. */
final class BenchJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private BenchJson() {}

  /** Writes one object, with a field for each model. */
  static void write(Path place, List<ModelTimes> models) throws IOException {
    try (AtomicFile file = AtomicFile.at(place);
        JsonGenerator json = FACTORY.createGenerator(file.output(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      for (ModelTimes model : models) {
        json.writeObjectFieldStart(model.name());
        json.writeNumberField("endToEndMs", Medians.of(model.endToEnd()));
        json.writeNumberField("networkMs", Medians.of(model.network()));
        json.writeNumberField("limitMs", model.limit());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
      file.complete();
    }
  }
}
