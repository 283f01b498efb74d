package dev.quantmask.maskrcnn;

import dev.quantmask.torchscript.ArchiveWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A network as a TorchScript archive. */
final class ModelArchive {
  private ModelArchive() {}

  static void write(
      Path target, String name, MaskRcnnConfig config, List<FoldedLayer> layers, Scheme scheme)
      throws IOException {
    Network.Assembled network = Network.assemble(config, layers, scheme);
    Manifest manifest = new Manifest(Manifest.CURRENT_FORMAT, name, scheme.label(), config);
    ArchiveWriter.write(
        target,
        network.root(),
        NetworkSources.of(scheme, network.sequences()),
        Map.of(Manifest.FILE, manifest.toJson()));
  }
}
