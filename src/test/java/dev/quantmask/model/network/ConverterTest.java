package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptArchive;
import dev.quantmask.quantization.calibration.RangesFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConverterTest {
  private static final Path MODEL = Path.of("src/main/model");

  @TempDir static Path directory;
  private static Path converted;

  @BeforeAll
  static void convert() throws IOException {
    converted = convert("fp32.pt");
  }

  private static Path convert(String name) throws IOException {
    Path out = directory.resolve(name);
    List<String> classes = Files.readAllLines(MODEL.resolve("classes.txt"));
    Converter.convertDetectron2(
        MODEL.resolve("model.pth"), MODEL.resolve("config.yaml"), classes, out);
    return out;
  }

  private static Path quantize(Scheme scheme, String name) throws IOException {
    Path out = directory.resolve(name);
    Converter.quantize(converted, QuantizationPlan.of(scheme), out);
    return out;
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws IOException {
    assertThat(Files.mismatch(convert("again.pt"), converted)).isEqualTo(-1);
    for (Scheme scheme : List.of(Scheme.LINEAR, Scheme.DYNAMIC)) {
      assertThat(Files.mismatch(quantize(scheme, "first.pt"), quantize(scheme, "second.pt")))
          .isEqualTo(-1);
    }
  }

  @Test
  void theDefaultModelIsMadeOfTheCheckpoint() throws IOException {
    Path committed = MODEL.resolve("default.pt");
    Path made = directory.resolve("default.pt");
    Map<String, ActivationRange> ranges = RangesFile.read(MODEL.resolve("ranges.json"));
    Converter.quantize(converted, new QuantizationPlan(Scheme.STATIC, ranges, Set.of()), made);
    assertThat(Files.mismatch(made, committed))
        .as("%s is out of date: make it again as %s says", committed, MODEL.resolve("README.md"))
        .isEqualTo(-1);
    assertThat((double) Files.size(committed) / Files.size(converted)).isLessThanOrEqualTo(0.27);
  }

  @Test
  void rangesOfAnotherNetwork() {
    Map<String, ActivationRange> ranges =
        Map.of("backbone.stem", new ActivationRange(1, 0), "head", new ActivationRange(1, 0));
    QuantizationPlan plan = new QuantizationPlan(Scheme.STATIC, ranges, Set.of("neck"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Converter.quantize(converted, plan, directory.resolve("never.pt")))
        .withMessage(
            "layers: expected paths in this network (inspect --tensors lists them), found [head, neck]");
  }

  @Test
  void whatCannotBeQuantized() throws IOException {
    Path out = directory.resolve("never.pt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Converter.quantize(converted, QuantizationPlan.of(Scheme.FP32), out))
        .withMessage("scheme: fp32 is not quantized; choose linear, dynamic or static");
    for (Scheme scheme : List.of(Scheme.LINEAR, Scheme.DYNAMIC)) {
      Path quantized = quantize(scheme, scheme.label() + ".pt");
      assertThatIOException()
          .isThrownBy(() -> Converter.quantize(quantized, QuantizationPlan.of(Scheme.DYNAMIC), out))
          .withMessage(
              Text.format(
                      "%s: expected an archive of scheme fp32, found %s; quantize the one that `convert`",
                      quantized, scheme.label())
                  + " wrote");
    }
    assertThatIOException()
        .isThrownBy(
            () ->
                Converter.quantize(
                    MODEL.resolve("model.pth"), QuantizationPlan.of(Scheme.DYNAMIC), out))
        .withMessageContaining("found a checkpoint");
    assertThat(out).doesNotExist();
  }

  @Test
  void anArchiveMayBeQuantizedInPlace() throws IOException {
    Path model = convert("place.pt");
    Converter.quantize(model, QuantizationPlan.of(Scheme.LINEAR), model);
    try (ModelArchive archive = ModelArchive.open(model)) {
      assertThat(archive.manifest().scheme()).isEqualTo("linear");
      assertThat(archive.manifest().name()).isEqualTo("model");
      assertThat(archive.manifest().config().classes())
          .startsWith("player", "enemy", "vehicle")
          .hasSize(8);
    }
  }

  @Test
  void anArchiveIsNoCheckpoint() {
    assertThatIOException()
        .isThrownBy(
            () ->
                Converter.convertDetectron2(
                    converted, MODEL.resolve("config.yaml"), List.of(), directory.resolve("no.pt")))
        .withMessageContaining("found a TorchScript archive");
  }

  @Test
  void aMeasuredCopyDiffersInOneSourceOnly() throws IOException {
    Path copy = directory.resolve("measured.pt");
    try (ModelArchive archive = ModelArchive.open(converted)) {
      MeasuredNetwork.of(archive).write(copy);
    }
    try (ZipFile before = new ZipFile(converted.toFile());
        ZipFile after = new ZipFile(copy.toFile())) {
      List<String> names = before.stream().map(ZipEntry::getName).toList();
      assertThat(after.stream().map(ZipEntry::getName).toList()).isEqualTo(names);
      assertThat(names)
          .filteredOn(name -> before.getEntry(name).getCrc() != after.getEntry(name).getCrc())
          .containsExactly("model/code/__torch__/maskrcnn.py");
    }
  }

  @Test
  void anArchiveOfAnotherVersionCannotBeMeasured() throws IOException {
    Path old = directory.resolve("old.pt");
    try (ScriptArchive archive = ScriptArchive.open(converted)) {
      archive.copy(old, Map.of("conv.py", "class Conv(Module):\n"));
    }
    try (ModelArchive archive = ModelArchive.open(old)) {
      assertThatIOException()
          .isThrownBy(() -> MeasuredNetwork.of(archive))
          .withMessage(
              "%s: the layers of an archive of another version cannot be timed; make it again",
              old);
    }
  }
}
