package dev.quantmask.maskrcnn;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What an archive says of itself, in {@code extra/quantmask.json}.
 *
 * @param format version of this record and of the archive's layout
 * @param name of the model
 * @param scheme label of the {@link Scheme}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(int format, String name, String scheme, MaskRcnnConfig config) {
  public static final int CURRENT_FORMAT = 1;
  static final String FILE = "quantmask.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  byte[] toJson() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Manifest ofJson(byte[] json) throws IOException {
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException("extra/%s: %s".formatted(FILE, e.getOriginalMessage()), e);
    }
    if (manifest.format() != CURRENT_FORMAT) {
      throw new IOException(
          "extra/%s: expected format %d, found %d; convert the checkpoint again"
              .formatted(FILE, CURRENT_FORMAT, manifest.format()));
    }
    return manifest;
  }
}
