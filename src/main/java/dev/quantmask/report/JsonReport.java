package dev.quantmask.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A comparison as a JSON file, with all digits: the fields of {@link Comparison}, null for what is
 * not known, and {@code study} for the figures of the study, which are not measured.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new KnownNumber())
                  .addSerializer(double.class, new KnownNumber()));

  private JsonReport() {}

  /** JSON has no NaN. */
  private static final class KnownNumber extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  static byte[] json(Comparison comparison) throws IOException {
    ObjectNode root = MAPPER.valueToTree(comparison);
    ObjectNode study = root.putObject("study");
    study.put("note", "figures of the study: its model, frames and machine; not measured here");
    study.put("unquantizedSeconds", Study.UNQUANTIZED.seconds());
    study.put("quantizedSeconds", Study.DYNAMIC_LINEAR.seconds());
    study.put("speedUp", Study.speedUp());
    study.put("unquantizedBoxPrecision", Study.UNQUANTIZED.boxPrecision());
    study.put("quantizedBoxPrecision", Study.DYNAMIC_LINEAR.boxPrecision());
    return MAPPER.writeValueAsBytes(root);
  }
}
