package dev.quantmask.model.network;

import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A network that shows what it computes on the way. The archive's methods are those of {@code
 * src/main/torchscript/probe.py}.
 */
public final class ProbeNetwork {
  private ProbeNetwork() {}

  /**
   * Writes it with the layers in the precision of a plan.
   *
   * @param archive that {@code convert} wrote
   */
  public static void write(ModelArchive archive, QuantizationPlan plan, Path target)
      throws IOException {
    Network.Assembled network =
        Network.forDetection(archive.manifest().config(), archive.layers(), plan);
    ScriptModule root =
        new ScriptModule("__torch__.probe.Probe")
            .set("training", false)
            .set("network", network.root());
    ArchiveWriter.write(
        target, root, NetworkSources.forProbing(plan.scheme(), network.sources()), Map.of());
  }
}
