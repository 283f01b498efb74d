package dev.quantmask.detection.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.Precision;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.io.Sha256;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.DequantizedNetwork;
import dev.quantmask.model.network.Manifest;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;

/** An archive in libtorch's memory. */
record LoadedArchive(
    Model model, Manifest manifest, Precision precision, String sha256, LoadTiming time) {
  private static final System.Logger LOG = System.getLogger(LoadedArchive.class.getName());
  private static final Map<String, String> OPTIONS = Map.of("mapLocation", "true");

  static LoadedArchive load(DetectorSettings settings) throws IOException {
    if (settings.source() instanceof ModelSource.File file) {
      return ShortLivedThread.run("model-load", () -> load(file.path(), settings));
    }
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      copyBundled(copy);
      return ShortLivedThread.run("model-load", () -> load(copy.path(), settings));
    }
  }

  private static void copyBundled(TemporaryFile copy) throws IOException {
    try (InputStream in = ModelSource.class.getResourceAsStream(ModelSource.BUNDLED_RESOURCE);
        OutputStream out = copy.open()) {
      if (in == null) {
        throw new IOException("no model is configured, and none is bundled with this build");
      }
      in.transferTo(out);
    }
  }

  private static LoadedArchive load(Path file, DetectorSettings settings) throws IOException {
    Stopwatch watch = new Stopwatch();
    Manifest manifest;
    try (ModelArchive archive = ModelArchive.open(file)) {
      manifest = archive.manifest();
    }
    String sha256 = Sha256.of(file);
    TorchRuntime.prepare(settings.threads());
    Scheme scheme = schemeOf(manifest, file);
    double prepared = watch.lap();
    TorchRuntime.start();
    double runtime = watch.lap();
    Device device = TorchDevices.choose(settings.device(), scheme);
    Precision precision = Precision.on(device, scheme);
    Model model = Model.newInstance(manifest.name(), device, TorchRuntime.ENGINE);
    try {
      if (precision == Precision.FP32 && scheme != Scheme.FP32) {
        loadDequantized(file, manifest.name(), model);
      } else {
        model.load(file, null, OPTIONS);
      }
      log(precision);
      LoadTiming time = new LoadTiming(runtime, prepared + watch.lap());
      return new LoadedArchive(model, manifest, precision, sha256, time);
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new IOException(
          Text.format("%s: libtorch cannot load it: %s", file, TorchRuntime.reason(e)), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void loadDequantized(Path file, String name, Model model)
      throws IOException, MalformedModelException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      try (ModelArchive archive = ModelArchive.open(file)) {
        DequantizedNetwork.write(archive, copy.path());
      }
      model.load(copy.path(), null, OPTIONS);
    }
    LOG.log(
        Level.WARNING,
        "Model {0}: its quantized layers compute in fp32 here, with the same weights: {1} is off, or auto"
            + " on a CPU for which libtorch has no fast 8-bit operators",
        name,
        Precision.SWITCH);
  }

  private static void log(Precision precision) {
    if (precision == Precision.INT8) {
      EightBitInstructions.ofThisCpu()
          .ifPresent(
              cpu ->
                  LOG.log(
                      Level.INFO,
                      "8-bit products: {0}, weights of {1} bits",
                      cpu.name(),
                      cpu.weightBits()));
    }
  }

  private static Scheme schemeOf(Manifest manifest, Path file) throws IOException {
    try {
      return Scheme.of(manifest.scheme());
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }
}
