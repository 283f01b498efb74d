package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.ScriptArchive;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A network as a TorchScript archive. */
public final class ModelArchive implements Closeable {
  private final Path file;
  private final ScriptArchive archive;
  private final Manifest manifest;

  private ModelArchive(Path file, ScriptArchive archive, Manifest manifest) {
    this.file = file;
    this.archive = archive;
    this.manifest = manifest;
  }

  public static void write(
      Path target,
      String name,
      MaskRcnnConfig config,
      List<FoldedLayer> layers,
      QuantizationPlan plan)
      throws IOException {
    write(target, name, config, layers, plan, null);
  }

  /**
   * Writes an archive that was chosen.
   *
   * @param tuning how; null if it was not
   */
  static void write(
      Path target,
      String name,
      MaskRcnnConfig config,
      List<FoldedLayer> layers,
      QuantizationPlan plan,
      Tuning tuning)
      throws IOException {
    Network.Assembled network = Network.forDetection(config, layers, plan);
    Manifest manifest =
        new Manifest(Manifest.CURRENT_FORMAT, name, plan.scheme().label(), config, tuning);
    ArchiveWriter.write(
        target,
        network.root(),
        NetworkSources.of(plan.scheme(), network.sources()),
        Map.of(Manifest.FILE, manifest.toJson()));
  }

  /**
   * Opens an archive that {@code convert} or {@code quantize} wrote.
   *
   * @throws IOException when it is another file, saying which
   */
  public static ModelArchive open(Path file) throws IOException {
    ScriptArchive archive = ScriptArchive.open(file);
    try {
      byte[] json =
          archive
              .extra(Manifest.FILE)
              .orElseThrow(
                  () ->
                      new IOException(
                          Text.format(
                              "%s: expected an archive that `convert` wrote, found another TorchScript"
                                  + " archive (no extra/%s)",
                              file, Manifest.FILE)));
      return new ModelArchive(file, archive, Manifest.ofJson(json, file));
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Stored tensors by path in the network. */
  public Map<String, Tensor> tensors() throws IOException {
    return archive.tensors();
  }

  /** The archive as libtorch sees it. */
  ScriptArchive script() {
    return archive;
  }

  Path file() {
    return file;
  }

  /** Paths of the layers that quantization changes, in the order of the computation. */
  public List<String> layerPaths() {
    return LayerCatalog.layers(manifest.config()).stream()
        .filter(layer -> layer.kind() != Layer.Kind.PREDICTOR)
        .map(Layer::path)
        .toList();
  }

  /** The layers of an archive that is not quantized. */
  public List<FoldedLayer> layers() throws IOException {
    if (!manifest.scheme().equals(Scheme.FP32.label())) {
      throw new IOException(
          Text.format(
              "%s: expected an archive of scheme fp32, found %s; quantize the one that `convert` wrote",
              file, manifest.scheme()));
    }
    Map<String, Tensor> tensors = archive.tensors();
    List<FoldedLayer> layers = new ArrayList<>();
    for (Layer layer : LayerCatalog.layers(manifest.config())) {
      layers.add(layer(layer, tensors));
    }
    return layers;
  }

  private FoldedLayer layer(Layer layer, Map<String, Tensor> tensors) throws IOException {
    boolean convolution = layer.kind() != Layer.Kind.PREDICTOR && layer.kind() != Layer.Kind.LINEAR;
    return new FoldedLayer(
        layer,
        stored(layer.attributePath("weight"), tensors, convolution, layer.foldedShape()),
        stored(layer.attributePath("bias"), tensors, false, layer.foldedShape()[0]),
        norm(layer, layer.attributePath("norm_weight"), tensors),
        norm(layer, layer.attributePath("norm_bias"), tensors));
  }

  private StoredTensor norm(Layer layer, String name, Map<String, Tensor> tensors)
      throws IOException {
    return layer.norm() == Norm.GROUP
        ? stored(name, tensors, false, layer.out())
        : FoldedLayer.NONE;
  }

  private StoredTensor stored(
      String name, Map<String, Tensor> tensors, boolean channelsLast, int... shape)
      throws IOException {
    Tensor tensor = tensors.get(name);
    if (tensor == null
        || tensor.dataType() != DataType.FLOAT32
        || !Arrays.equals(tensor.shape(), shape)) {
      throw new IOException(
          Text.format(
              "%s: %s: expected FLOAT32 %s, found %s",
              file, name, Arrays.toString(shape), tensor == null ? "nothing" : tensor));
    }
    return new StoredTensor(DataType.FLOAT32, shape, channelsLast, () -> tensor);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
