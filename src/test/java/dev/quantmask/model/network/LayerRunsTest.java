package dev.quantmask.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quantmask.model.config.Detectron2Config;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** test-data/bench has what torch's profiler saw. */
class LayerRunsTest {
  private static final Path MODEL = Path.of("src/main/model");
  private static final Path REFERENCES = Path.of("test-data/detectron2");
  private static final Path SEEN = Path.of("test-data/bench");
  private static final NetworkSizes SIZES = new NetworkSizes(256, 288, 1000, 54);

  static Stream<Arguments> networks() {
    return Stream.of(
        arguments("reference", "model", SIZES),
        arguments("anchors", "anchors", new NetworkSizes(192, 288, 300, 26)),
        arguments("r18_bn", "r18_bn", new NetworkSizes(192, 288, 300, 35)),
        arguments("resnext_gn", "resnext_gn", new NetworkSizes(192, 288, 300, 24)),
        arguments(
            "roialign_v1_agnostic_convs",
            "roialign_v1_agnostic_convs",
            new NetworkSizes(192, 288, 300, 35)));
  }

  private static MaskRcnnConfig config(Path folder) throws IOException {
    return Detectron2Config.read(folder.resolve("config.yaml"), List.of());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theyAreWhatTorchSees(String data, String seen, NetworkSizes sizes) throws IOException {
    MaskRcnnConfig config = config(REFERENCES.resolve(data));
    Map<String, Layer> layers =
        LayerCatalog.layers(config).stream()
            .collect(Collectors.toMap(Layer::path, Function.identity()));

    List<String> found =
        LayerRuns.of(config, Scheme.FP32, sizes).stream()
            .map(run -> line(run, layers.get(run.path())))
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(SEEN.resolve(seen + ".txt")));
  }

  /** Of the other kinds of Mask R-CNN, by hooks in Detectron2. */
  @ParameterizedTest
  @ValueSource(strings = {"cascade", "c4", "dc5", "deformable", "modulated"})
  void theyAreWhatDetectron2sLayersRead(String kind) throws IOException {
    Path folder = REFERENCES.resolve("zoo").resolve(kind);
    MaskRcnnConfig config = config(folder);
    List<String> seen = Files.readAllLines(folder.resolve("shapes.txt"));
    List<Integer> sizes =
        List.of(seen.get(0).split(" ", -1)).stream().map(Integer::valueOf).toList();
    Map<String, Layer> layers =
        LayerCatalog.layers(config).stream()
            .collect(Collectors.toMap(Layer::path, Function.identity()));

    assertThat(
            LayerRuns.of(
                config,
                Scheme.FP32,
                new NetworkSizes(sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3))))
        .extracting(run -> line(run, layers.get(run.path())))
        .containsExactlyInAnyOrderElementsOf(seen.subList(1, seen.size()));
  }

  private static String line(LayerRun run, Layer layer) {
    String shape = run.shape().stream().map(Object::toString).collect(Collectors.joining("x"));
    int[] weight = layer.foldedShape();
    return Text.format("%s %d %d", shape, weight[0], weight.length == 4 ? weight[2] : 1);
  }

  @Test
  void inEightBitsTheFirstConvolutionReadsTheImageAndItsMargin() throws IOException {
    assertThat(LayerRuns.of(config(MODEL), Scheme.STATIC, SIZES))
        .startsWith(new LayerRun("backbone.stem", List.of(1, 3, 262, 294), false));
    assertThat(LayerRuns.of(config(MODEL), Scheme.LINEAR, SIZES))
        .startsWith(new LayerRun("backbone.stem", List.of(1, 3, 256, 288), true));
  }

  @Test
  void onlyWhatNoReluHasPassedIsSigned() throws IOException {
    assertThat(LayerRuns.of(config(MODEL), Scheme.DYNAMIC, SIZES))
        .filteredOn(LayerRun::signed)
        .extracting(LayerRun::path)
        .containsOnly(
            "fpn.output2",
            "fpn.output3",
            "fpn.output4",
            "fpn.output5",
            "rpn.convs.0",
            "box_head.fcs.0",
            "mask_head.convs.0");
  }

  @Test
  void headsThatSeeNothingDoNotRun() throws IOException {
    NetworkSizes nothing = new NetworkSizes(256, 288, 0, 0);
    assertThat(LayerRuns.of(config(MODEL), Scheme.FP32, nothing))
        .isNotEmpty()
        .noneMatch(run -> run.path().contains("head"));
  }
}
