package dev.quantmask.quantization.sensitivity;

import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.quantization.LayerPatterns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers that are looked at together.
 *
 * @param name the patterns that fit them, with commas, as {@code --keep-fp32} takes them
 */
public record LayerGroup(String name, Set<String> layers) {
  private static final List<List<String>> PARTS =
      List.of(
          List.of(LayerRole.STEM.pattern()),
          List.of(LayerRole.BLOCK_CONVOLUTION.pattern(2)),
          List.of(LayerRole.BLOCK_CONVOLUTION.pattern(3)),
          List.of(LayerRole.BLOCK_CONVOLUTION.pattern(4)),
          List.of(LayerRole.BLOCK_CONVOLUTION.pattern(5)),
          List.of(LayerRole.Part.PYRAMID.pattern()),
          List.of(LayerRole.RPN_CONVOLUTION.pattern()),
          List.of(LayerRole.OBJECTNESS.pattern(), LayerRole.ANCHOR_DELTAS.pattern()),
          List.of(LayerRole.HEAD_CONVOLUTION.pattern()),
          List.of(
              LayerRole.BOX_CONVOLUTION.pattern(),
              LayerRole.BOX_LINEAR.pattern(),
              LayerRole.BOX_CONVOLUTION.patternInCascade(),
              LayerRole.BOX_LINEAR.patternInCascade()),
          List.of(
              LayerRole.CLASS_SCORES.pattern(),
              LayerRole.BOX_DELTAS.pattern(),
              LayerRole.CLASS_SCORES.patternInCascade(),
              LayerRole.BOX_DELTAS.patternInCascade()),
          List.of(LayerRole.Part.MASK_HEAD.pattern()));

  public LayerGroup {
    layers = Set.copyOf(layers);
  }

  /** Says how fine groups are. */
  public enum Size {
    /** The stages of the backbone, the pyramid, the heads and their predictors. */
    PART,
    /** Each layer by itself. */
    LAYER;

    /** The groups of a network, in the order of the computation. */
    List<LayerGroup> groups(List<String> layers) {
      return switch (this) {
        case PART -> parts(layers);
        case LAYER -> layers.stream().map(layer -> new LayerGroup(layer, Set.of(layer))).toList();
      };
    }
  }

  private static List<LayerGroup> parts(Collection<String> layers) {
    List<LayerGroup> groups = new ArrayList<>();
    for (List<String> patterns : PARTS) {
      List<String> used = new ArrayList<>();
      Set<String> found = new LinkedHashSet<>();
      for (String pattern : patterns) {
        if (found.addAll(LayerPatterns.matching(pattern, layers))) {
          used.add(pattern);
        }
      }
      if (!found.isEmpty()) {
        groups.add(new LayerGroup(String.join(",", used), found));
      }
    }
    return groups;
  }
}
