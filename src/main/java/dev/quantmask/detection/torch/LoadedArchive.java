package dev.quantmask.detection.torch;

import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.Precision;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.EightBitInstructions;
import dev.quantmask.engine.TorchDevice;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.io.Sha256;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.DequantizedNetwork;
import dev.quantmask.model.network.Manifest;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** An archive in libtorch's memory. */
record LoadedArchive(
    TorchModule module,
    TorchDevice device,
    Manifest manifest,
    Precision precision,
    String sha256,
    LoadTiming time) {
  private static final System.Logger LOG = System.getLogger(LoadedArchive.class.getName());

  static LoadedArchive load(DetectorSettings settings) throws IOException {
    if (settings.source() instanceof ModelSource.File file) {
      return ShortLivedThread.run("model-load", () -> load(file.archive(), settings));
    }
    if (settings.source() instanceof ModelSource.Remote remote) {
      Path fetched = remote.file().fetch();
      return ShortLivedThread.run("model-load", () -> load(fetched, settings));
    }
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      new ModelSource.Bundled().copyTo(copy);
      return ShortLivedThread.run("model-load", () -> load(copy.path(), settings));
    }
  }

  /** libtorch is loaded while the file is read. */
  private static LoadedArchive load(Path file, DetectorSettings settings) throws IOException {
    Stopwatch watch = new Stopwatch();
    ShortLivedThread<Double> libtorch =
        ShortLivedThread.start("libtorch-start", () -> startLibtorch(settings.threads()));
    Header header;
    double runtime;
    try {
      header = Header.read(file);
    } finally {
      runtime = libtorch.result(); // a process must not end while a library is being loaded
    }
    Scheme scheme = header.scheme();
    Manifest manifest = header.manifest();
    TorchDevice device = device(settings.device(), scheme);
    Precision precision = Precision.on(device.isGpu(), scheme);
    TorchModule module =
        precision == Precision.FP32 && scheme != Scheme.FP32
            ? dequantized(file, manifest.name(), device)
            : TorchModule.load(file, file.toString(), device);
    log(precision);
    LoadTiming time = new LoadTiming(runtime, watch.total() - runtime);
    return new LoadedArchive(module, device, manifest, precision, header.sha256(), time);
  }

  private static double startLibtorch(int threads) throws IOException {
    Stopwatch watch = new Stopwatch();
    TorchRuntime.start(threads);
    return watch.total();
  }

  /** What is known of an archive without libtorch. */
  private record Header(Manifest manifest, Scheme scheme, String sha256) {
    static Header read(Path file) throws IOException {
      try (ModelArchive archive = ModelArchive.open(file)) {
        Manifest manifest = archive.manifest();
        return new Header(manifest, schemeOf(manifest, file), Sha256.of(file));
      }
    }
  }

  /**
   * On a GPU 8-bit weights become 16-bit floating point as they are loaded; torch's own quantized
   * linear layers exist on CPUs only.
   */
  private static TorchDevice device(Device wanted, Scheme scheme) throws IOException {
    if (scheme != Scheme.LINEAR) {
      return TorchDevice.choose(wanted);
    }
    if (wanted == Device.CUDA) {
      throw new IOException(
          Text.format(
              "device: cuda was asked for, and an archive of scheme %s runs on CPUs only",
              scheme.label()));
    }
    return TorchDevice.cpu();
  }

  private static TorchModule dequantized(Path file, String name, TorchDevice device)
      throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      try (ModelArchive archive = ModelArchive.open(file)) {
        DequantizedNetwork.write(archive, copy.path());
      }
      TorchModule module = TorchModule.load(copy.path(), file.toString(), device);
      LOG.log(
          Level.WARNING,
          "Model {0}: its quantized layers compute in fp32 here, with the same weights: {1} is off, or auto"
              + " on a CPU for which libtorch has no fast 8-bit operators",
          name,
          Precision.SWITCH);
      return module;
    }
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
