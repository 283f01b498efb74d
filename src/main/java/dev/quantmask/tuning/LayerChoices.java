package dev.quantmask.tuning;

import dev.quantmask.quantization.sensitivity.LayerGroup;
import dev.quantmask.quantization.sensitivity.Sensitivity;
import dev.quantmask.quantization.sensitivity.Sensitivity.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the analysis of sensitivity makes worth measuring. */
final class LayerChoices {
  private LayerChoices() {}

  /** Returns choices that differ from each other, and from none. */
  static List<LayerChoice> of(Sensitivity sensitivity) {
    Set<String> weakest =
        sensitivity.groups().stream()
            .min(Comparator.comparingDouble(group -> group.alone().leastDecibels()))
            .map(group -> group.layers().layers())
            .orElse(Set.of());
    List<LayerChoice> all =
        List.of(
            new LayerChoice("weakest-fp32", weakest, Set.of()),
            new LayerChoice("weakest-dynamic", Set.of(), weakest),
            new LayerChoice("recommended-fp32", sensitivity.layersWorthKeeping(), Set.of()),
            new LayerChoice(
                "slow-fp32", layers(sensitivity, group -> group.keeping() < 0), Set.of()));
    List<LayerChoice> different = new ArrayList<>();
    for (LayerChoice choice : all) {
      boolean isNone = choice.fp32().isEmpty() && choice.dynamic().isEmpty();
      boolean isThere =
          different.stream()
              .anyMatch(
                  other ->
                      other.fp32().equals(choice.fp32())
                          && other.dynamic().equals(choice.dynamic()));
      if (!isNone && !isThere) {
        different.add(choice);
      }
    }
    return different;
  }

  private static Set<String> layers(Sensitivity sensitivity, Predicate<Group> isMeant) {
    Set<String> layers = new TreeSet<>();
    sensitivity.groups().stream()
        .filter(isMeant)
        .map(Group::layers)
        .map(LayerGroup::layers)
        .forEach(layers::addAll);
    return layers;
  }
}
