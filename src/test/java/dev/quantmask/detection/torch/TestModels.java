package dev.quantmask.detection.torch;

import dev.quantmask.detection.Detector;
import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.Converter;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.Calibration;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Archives made of the checkpoints in test-data, and what to run them on. */
public final class TestModels {
  /** A random network with what Detectron2 itself answers. */
  public static final Path REFERENCE = Path.of("test-data/detectron2/reference");

  /** The archive that is served by default. */
  static final Path DEFAULT = Path.of("src/main/model/default.pt");

  public static final Path IMAGES = Path.of("test-data/images");

  private TestModels() {}

  /** Converts {@code model.pth} and {@code config.yaml} of a directory. */
  public static Path convert(Path data, Scheme scheme, Path directory) throws IOException {
    return convert(data, scheme, directory, UnaryOperator.identity());
  }

  /** The same with a configuration that was changed. */
  public static Path convert(Path data, Scheme scheme, Path directory, UnaryOperator<String> change)
      throws IOException {
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, change.apply(Files.readString(data.resolve("config.yaml"))));
    Path converted = directory.resolve(data.getFileName() + "-fp32.pt");
    Converter.convertDetectron2(data.resolve("model.pth"), config, List.of(), converted);
    if (scheme == Scheme.FP32) {
      return converted;
    }
    Path quantized = directory.resolve(data.getFileName() + "-" + scheme.label() + ".pt");
    Converter.quantize(converted, plan(converted, scheme), quantized);
    return quantized;
  }

  private static QuantizationPlan plan(Path converted, Scheme scheme) throws IOException {
    if (!scheme.needsRanges()) {
      return QuantizationPlan.of(scheme);
    }
    try (Calibration calibration = Calibration.of(converted)) {
      for (String name : List.of("half.png", "portrait.png")) {
        calibration.see(image(IMAGES.resolve(name)));
      }
      return new QuantizationPlan(scheme, calibration.ranges(RangeMethod.MSE), Set.of());
    } catch (ImageException e) {
      throw new IOException(e);
    }
  }

  public static Detector load(Path archive) throws IOException {
    ModelSource source = ModelSource.of(Optional.of(archive));
    return DetectorOpener.LIBTORCH.open(new DetectorSettings(source, Device.CPU, 2));
  }

  public static RgbImage image(Path file) throws IOException, ImageException {
    return ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
  }

  public static RgbImage noise(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    new Random(width * 31L + height).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  public static RgbImage grey(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    Arrays.fill(pixels, (byte) 128);
    return new RgbImage(width, height, pixels);
  }

  /** Folders of test-data/detectron2: a small network of each kind. */
  static List<String> architectures() {
    return List.of(
        "anchors",
        "r18_bn",
        "resnext_gn",
        "roialign_v1_agnostic_convs",
        "zoo/cascade",
        "zoo/c4",
        "zoo/dc5",
        "zoo/deformable",
        "zoo/modulated");
  }
}
