package dev.quantmask.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * A comparison as a JSON file, with all digits: the fields of {@link Comparison}, null for what is
 * not known.
 */
final class JsonReport {
  static final ObjectMapper MAPPER =
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
    return MAPPER.writeValueAsBytes(comparison);
  }
}
