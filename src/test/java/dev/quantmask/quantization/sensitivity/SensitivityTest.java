package dev.quantmask.quantization.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.quantmask.model.quantization.LayerPatterns;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final List<String> LAYERS =
      List.of(
          "backbone.stem",
          "backbone.res2.0.conv1",
          "backbone.res2.0.conv2",
          "fpn.lateral2",
          "rpn.convs.0",
          "rpn.objectness",
          "rpn.deltas",
          "box_head.fcs.0",
          "box_head.cls_score",
          "box_head.bbox_pred",
          "mask_head.convs.0",
          "mask_head.deconv");

  @Test
  void patterns() {
    assertThat(LayerPatterns.matching(List.of("box_head.*", "rpn.deltas"), LAYERS))
        .containsExactly(
            "box_head.bbox_pred", "box_head.cls_score", "box_head.fcs.0", "rpn.deltas");
    assertThat(LayerPatterns.matching(List.of("*.conv?"), List.of("a.conv?"))).hasSize(1);
    assertThat(LayerPatterns.matching(List.of("*"), LAYERS)).hasSameSizeAs(LAYERS);
    assertThat(LayerPatterns.matching("rpn", LAYERS)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LayerPatterns.matching(List.of("fpn.*", "boxhead.*"), LAYERS.subList(0, 4)))
        .withMessage(
            "--keep-fp32: expected a pattern that fits one of backbone.stem, backbone.res2.0.conv1,"
                + " backbone.res2.0.conv2, fpn.lateral2; found 'boxhead.*'");
  }

  @Test
  void everyLayerIsInOneGroup() {
    for (LayerGroup.Size size : LayerGroup.Size.values()) {
      List<LayerGroup> groups = size.groups(LAYERS);
      assertThat(groups.stream().flatMap(group -> group.layers().stream()))
          .containsExactlyInAnyOrderElementsOf(LAYERS);
      for (LayerGroup group : groups) {
        List<String> patterns = List.of(group.name().split(",", -1));
        assertThat(LayerPatterns.matching(patterns, LAYERS)).isEqualTo(group.layers());
      }
    }
    assertThat(LayerGroup.Size.PART.groups(LAYERS))
        .extracting(LayerGroup::name)
        .containsExactly(
            "backbone.stem",
            "backbone.res2.*",
            "fpn.*",
            "rpn.convs.*",
            "rpn.objectness,rpn.deltas",
            "box_head.fcs.*",
            "box_head.cls_score,box_head.bbox_pred",
            "mask_head.*");
  }

  @Test
  void decibelsOfAllFramesTogether() {
    SignalToNoise sums = new SignalToNoise();
    sums.add(outputs(3, 4), outputs(3, 4.1f));
    sums.add(outputs(0, 5), outputs(0.3f, 5));
    // Signal 25 + 25, noise 0.01 + 0.09.
    assertThat(sums.decibels().get(ProbedOutput.MASKS))
        .isCloseTo(10 * Math.log10(50 / 0.1), within(1e-4));
    assertThat(new SignalToNoise().decibels().get(ProbedOutput.BOXES)).isInfinite();
  }

  private static List<float[]> outputs(float... values) {
    return List.of(values, values, values, values, values, values);
  }

  @Test
  void aGroupIsKeptWhenItCostsMuchAndKeepingCostsLittle() {
    assertThat(kept(points(70, 60), points(69.7, 60), 4.9)).isTrue();
    assertThat(kept(points(70, 60), points(70.5, 59.7), 4.9)).as("masks").isTrue();
    assertThat(kept(points(70, 60), points(69.9, 60), 4.9)).as("costs little").isFalse();
    assertThat(kept(points(70, 60), points(69.7, 60), 5.1)).as("slow to keep").isFalse();
    assertThat(kept(cost(15, Optional.empty()), cost(15, Optional.empty()), -1)).isTrue();
    assertThat(kept(cost(15, Optional.empty()), cost(25, Optional.empty()), -1)).isFalse();
  }

  /** Of a network that takes 100 ms. */
  private static boolean kept(Cost none, Cost alone, double keeping) {
    Sensitivity.Group group =
        new Sensitivity.Group(
            new LayerGroup("rpn.*", Set.of("rpn.deltas", "rpn.objectness")), alone, 1, keeping);
    Sensitivity sensitivity =
        new Sensitivity(
            "model", "static", 1, 1, none.points(), none, none, 200, 100, List.of(group));
    boolean kept = sensitivity.isWorthKeeping(group);
    assertThat(sensitivity.layersWorthKeeping()).hasSize(kept ? 2 : 0);
    return kept;
  }

  private static Cost points(double boxes, double masks) {
    return cost(30, Optional.of(new Cost.Points(boxes, masks)));
  }

  private static Cost cost(double decibels, Optional<Cost.Points> points) {
    Map<ProbedOutput, Double> all = new EnumMap<>(ProbedOutput.class);
    for (ProbedOutput output : ProbedOutput.values()) {
      all.put(output, Double.POSITIVE_INFINITY);
    }
    all.put(ProbedOutput.BOXES, decibels);
    return new Cost(all, points);
  }
}
