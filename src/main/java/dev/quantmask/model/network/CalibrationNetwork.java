package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network in floating point that collects histograms of what its layers put out.
 *
 * <p>The archive's {@code forward} takes an image, uint8 {@code [H, W, 3]}, and answers a number
 * that means nothing; {@code histograms} answers float64 {@code [layers, 1 + bins]}, each row the
 * limit L of a layer and its counts from -L to L.
 */
public final class CalibrationNetwork {
  private static final String CLASS = "__torch__.calibration.Calibration";

  private final MaskRcnnConfig config;
  private final List<FoldedLayer> folded;
  private final List<Layer> observed;

  private CalibrationNetwork(MaskRcnnConfig config, List<FoldedLayer> folded) {
    this.config = config;
    this.folded = folded;
    this.observed =
        LayerCatalog.layers(config).stream().filter(layer -> !layer.role().isPrediction()).toList();
  }

  /**
   * Makes the calibration network of an archive that {@code convert} wrote.
   *
   * @throws IOException when it is quantized, or something else
   */
  public static CalibrationNetwork of(ModelArchive archive) throws IOException {
    return new CalibrationNetwork(archive.manifest().config(), archive.layers());
  }

  /**
   * One observed layer.
   *
   * @param path in the network: {@code backbone.res2.0.conv1}
   * @param signed whether its output can be negative
   */
  public record Observed(String path, boolean signed) {}

  /** Returns the layers in the order of the rows of {@code histograms}. */
  public List<Observed> layers() {
    return observed.stream().map(layer -> new Observed(layer.path(), !layer.relu())).toList();
  }

  /** Writes the archive. */
  public void write(Path target) throws IOException {
    Network.Assembled network = Network.forDetection(config, new CalibrationLayerFactory(folded));
    ScriptModule root =
        new ScriptModule(CLASS).set("training", false).set("network", network.root());
    Map<String, String> sources = NetworkSources.forCalibration(network.sources());
    sources.put("calibration.py", source());
    ArchiveWriter.write(target, root, sources, Map.of());
  }

  private String source() {
    String rows =
        observed.stream()
            .map(layer -> "self.network." + layer.attributePath(""))
            .map(place -> Text.format("self.row(%slimit, %shistogram)", place, place))
            .collect(Collectors.joining(", "));
    return Text.format(
        """
        # Generated: collects the histograms of all layers.


        class Calibration(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          network : __torch__.maskrcnn.MaskRCNN

          def forward(self, image: Tensor) -> Tensor:
            boxes, _, _, _ = self.network.forward(image)
            return torch.sum(boxes)

          def row(self, limit: float, histogram: Tensor) -> Tensor:
            return torch.cat([torch.tensor([limit], dtype=7), histogram.to(7)])

          def histograms(self, nothing: Tensor) -> Tensor:
            return torch.stack([%s])
        """,
        rows);
  }
}
