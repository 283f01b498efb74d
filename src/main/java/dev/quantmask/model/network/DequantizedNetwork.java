package dev.quantmask.model.network;

import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A copy of a quantized archive that computes in 32-bit floating point with the weights that the
 * archive's integers stand for. Only its sources differ: none of them names an 8-bit operator, and
 * the layers' {@code __setstate__} multiplies integers by their scales.
 */
public final class DequantizedNetwork {
  private DequantizedNetwork() {}

  /** Writes the copy. */
  public static void write(ModelArchive archive, Path target) throws IOException {
    Scheme scheme = Scheme.of(archive.manifest().scheme());
    archive.script().copy(target, NetworkSources.dequantized(scheme));
  }
}
