package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A copy of an archive that tells where its time goes, and what its layers take by themselves.
 *
 * <p>Beside what the archive has, the copy's root has the method {@code profile} (see measured.py),
 * and for each layer one that takes an int64 tensor: how many times to run, 1 if the input may be
 * negative, else 0, and the input's shape. That method makes such an input, as the layer gets it,
 * runs the layer's operator on it so many times, and answers the nanoseconds of each of these runs,
 * int64 {@code [times]}, and the output.
 */
public final class MeasuredNetwork {
  public static final String PROFILE = "profile";
  private static final String ROOT_FILE = "maskrcnn.py";

  private final ModelArchive archive;
  private final MaskRcnnConfig config;
  private final Scheme scheme;

  private MeasuredNetwork(ModelArchive archive) {
    this.archive = archive;
    this.config = archive.manifest().config();
    this.scheme = Scheme.of(archive.manifest().scheme());
  }

  /**
   * Makes the measured network of any archive that {@code convert} or {@code quantize} wrote.
   *
   * @throws IOException when another version of the program wrote it
   */
  public static MeasuredNetwork of(ModelArchive archive) throws IOException {
    if (!archive.script().source("conv.py").contains("  def alone(self, ")) {
      throw new IOException(
          Text.format(
              "%s: the layers of an archive of another version cannot be timed; make it again",
              archive.file()));
    }
    return new MeasuredNetwork(archive);
  }

  /** Writes the copy. */
  public void write(Path target) throws IOException {
    StringBuilder source = new StringBuilder(archive.script().source(ROOT_FILE).stripTrailing());
    source.append("\n\n").append(NetworkSources.measuring(config.roiHeads()));
    LayerRuns.measured(config).forEach(layer -> source.append(method(layer)));
    archive.script().copy(target, Map.of(ROOT_FILE, source.toString()));
  }

  private static String method(Layer layer) {
    return Text.format(
        """

          def %s(self, numbers: Tensor) -> Tuple[Tensor, Tensor]:
            x = self.sample(numbers)
            nanos = annotate(List[int], [])
            y = numbers
            for i in range(int(numbers[0])):
              start = self.now()
              y = self.%salone(x)
              nanos.append(self.now() - start)
            return (torch.tensor(nanos, dtype=4), y)
        """,
        LayerRun.methodOf(layer.path()), layer.attributePath(""));
  }

  /** Returns what the layers get to read. */
  public List<LayerRun> runs(NetworkSizes sizes) {
    return LayerRuns.of(config, scheme, sizes);
  }
}
