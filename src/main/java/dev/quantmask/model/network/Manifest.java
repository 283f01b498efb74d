package dev.quantmask.model.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quantmask.io.Json;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Holds what an archive says of itself, in {@code extra/quantmask.json}.
 *
 * @param format version of this record and of the archive's layout
 * @param name of the model
 * @param scheme label of the {@link Scheme}
 * @param tuning how `tune` chose it; null for an archive that it did not write
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
    int format,
    String name,
    String scheme,
    MaskRcnnConfig config,
    @JsonInclude(JsonInclude.Include.NON_NULL) Tuning tuning) {
  public static final int CURRENT_FORMAT = 1;
  static final String FILE = "quantmask.json";

  /** Ends lines alike on every system: the same network gives the same archive. */
  byte[] toJson() {
    return Json.indented(this);
  }

  /** The file is named in errors. */
  static Manifest ofJson(byte[] json, Path file) throws IOException {
    Manifest manifest = Json.read(json, Manifest.class, Text.format("%s: extra/%s", file, FILE));
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
