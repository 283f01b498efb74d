package dev.quantmask.report;

import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The thresholds that the models of a comparison must meet.
 *
 * @param mostDrop points of box AP and of mask AP that a model may lose against the first
 * @param leastSpeedUp how many times faster than the first every other model must be
 */
public record Thresholds(OptionalDouble mostDrop, OptionalDouble leastSpeedUp) {
  public Thresholds {
    mostDrop.ifPresent(
        points -> {
          if (!(points >= 0)) {
            throw new IllegalArgumentException(
                "fail-if-ap-drop: expected points from 0 on, found " + points);
          }
        });
    leastSpeedUp.ifPresent(
        ratio -> {
          if (!(ratio > 0 && Double.isFinite(ratio))) {
            throw new IllegalArgumentException(
                "fail-if-slower-than: expected a ratio above 0, found " + ratio);
          }
        });
  }

  /** Tells whether no model can miss them, because there are none. */
  public boolean isEmpty() {
    return mostDrop.isEmpty() && leastSpeedUp.isEmpty();
  }

  /** Why a build must not go on, a reason each; empty if it may. */
  public List<String> failures(Comparison comparison) {
    List<String> failures = new ArrayList<>();
    List<ModelFigures> others = comparison.models().subList(1, comparison.models().size());
    ModelFigures first = comparison.models().get(0);
    if (mostDrop.isPresent() && first.boxes().averagePrecision() < 0) {
      failures.add("the AP cannot be compared: the annotations have no object to find");
    } else if (mostDrop.isPresent()) {
      for (ModelFigures other : others) {
        addDrop(failures, other.name(), "box AP", other.boxChange());
        addDrop(failures, other.name(), "mask AP", other.maskChange());
      }
    }
    leastSpeedUp.ifPresent(
        least -> {
          for (ModelFigures other : others) {
            if (!(other.speedUp().value() >= least)) {
              failures.add(
                  Text.format(
                      "%s: %.3f times as fast as %s, expected at least %s",
                      other.name(), other.speedUp().value(), first.name(), least));
            }
          }
        });
    return failures;
  }

  private void addDrop(List<String> failures, String model, String figure, Interval change) {
    double most = mostDrop.getAsDouble();
    if (!(-change.value() <= most)) {
      failures.add(
          Text.format(
              "%s: %s fell by %.3f points, expected at most %s",
              model, figure, -change.value(), most));
    }
  }
}
