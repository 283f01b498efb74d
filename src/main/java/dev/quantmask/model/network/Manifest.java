package dev.quantmask.model.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

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

  /** Ends lines alike on every system: the same network gives the same archive. */
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  byte[] toJson() {
    try {
      return WRITER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file is named in errors. */
  static Manifest ofJson(byte[] json, Path file) throws IOException {
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new IOException(Text.format("%s: extra/%s: %s", file, FILE, reason), e);
    }
    if (manifest == null || manifest.format() != CURRENT_FORMAT) {
      throw new IOException(
          Text.format(
              "%s: extra/%s: expected format %d, found %s; convert the checkpoint again",
              file, FILE, CURRENT_FORMAT, manifest == null ? null : manifest.format()));
    }
    if (!manifest.isComplete()) {
      throw new IOException(
          Text.format(
              "%s: extra/%s: expected name, scheme and config, found %s", file, FILE, manifest));
    }
    return manifest;
  }

  private boolean isComplete() {
    return name != null && scheme != null && config != null && config.hasAllParts();
  }
}
