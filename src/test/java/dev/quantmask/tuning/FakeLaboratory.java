package dev.quantmask.tuning;

import dev.quantmask.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A laboratory in which time and AP follow from the settings. Its clock goes on by what the
 * networks of a measurement would take.
 */
final class FakeLaboratory implements Laboratory {
  static final int IMAGES = 100;
  private static final double NANOS_PER_MILLISECOND = 1e6;
  private static final double EXACT_AP = 70;

  static final SearchSpace SPACE =
      new SearchSpace(
          Map.of(
              Axis.SCHEME, List.of("fp32", "dynamic", "static"),
              Axis.SIZE, List.of("360", "320", "256", "192"),
              Axis.BEFORE_NMS, List.of("400", "200"),
              Axis.AFTER_NMS, List.of("300", "200", "100", "50"),
              Axis.DETECTIONS, List.of("100", "50"),
              Axis.LAYERS, List.of("none"),
              Axis.RANGES, List.of("mse", "minmax"),
              Axis.THREADS, List.of("2", "1")));

  final List<Trial> trials = new ArrayList<>();
  final List<LayerChoice> known = new ArrayList<>();
  ToDoubleFunction<Candidate> surprise = candidate -> 0; // AP lost that no value by itself tells
  int failsAfter = Integer.MAX_VALUE; // trials
  long nanos;

  /** Milliseconds an image. */
  static double milliseconds(Candidate candidate) {
    double scheme =
        Map.of("fp32", 100.0, "dynamic", 50.0, "static", 40.0).get(candidate.get(Axis.SCHEME));
    double size = Math.pow(candidate.number(Axis.SIZE) / 360.0, 1.5);
    double proposals = 0.7 + 0.3 * candidate.number(Axis.AFTER_NMS) / 300;
    double before = 0.95 + 0.05 * candidate.number(Axis.BEFORE_NMS) / 400;
    double layers = candidate.get(Axis.LAYERS).equals("weakest-fp32") ? 1.1 : 1;
    return scheme
        * size
        * proposals
        * before
        * layers
        * 2
        / (1 + candidate.number(Axis.THREADS) / 2.0);
  }

  /** AP less than the model's. */
  double loss(Candidate candidate) {
    double scheme =
        Map.of("fp32", 0.0, "dynamic", 0.1, "static", 0.3).get(candidate.get(Axis.SCHEME));
    double size = (360 - candidate.number(Axis.SIZE)) / 100.0;
    double proposals = 10.0 / candidate.number(Axis.AFTER_NMS) - 10.0 / 300;
    double layers = candidate.get(Axis.LAYERS).equals("weakest-fp32") ? -0.2 : 0;
    double ranges = candidate.get(Axis.RANGES).equals("minmax") ? 0.05 : 0;
    double detections = candidate.get(Axis.DETECTIONS).equals("50") ? 0.01 : 0;
    return scheme
        + size
        + proposals
        + layers
        + ranges
        + detections
        + surprise.applyAsDouble(candidate);
  }

  Merit merit(Candidate candidate) {
    return new Merit(milliseconds(candidate), loss(candidate));
  }

  @Override
  public List<Outcome> measure(Trial trial) {
    if (trials.size() >= failsAfter) {
      throw new IllegalStateException("killed");
    }
    trials.add(trial);
    double first = milliseconds(trial.candidates().get(0));
    List<Outcome> outcomes = new ArrayList<>();
    for (Candidate candidate : trial.candidates()) {
      double milliseconds = milliseconds(candidate);
      double ap = EXACT_AP - loss(candidate);
      double change = loss(trial.candidates().get(0)) - loss(candidate);
      outcomes.add(
          new Outcome(
              candidate,
              trial.images(),
              exactly(milliseconds),
              ap,
              ap - 10,
              exactly(first / milliseconds),
              exactly(change),
              exactly(change)));
      nanos += Math.round(trial.images() * milliseconds * NANOS_PER_MILLISECOND);
    }
    return outcomes;
  }

  private static Interval exactly(double value) {
    return new Interval(value, value, value);
  }

  @Override
  public List<LayerChoice> layerChoices(int images) {
    return List.of(new LayerChoice("weakest-fp32", Set.of("rpn.objectness"), Set.of()));
  }

  @Override
  public void know(List<LayerChoice> choices) {
    known.addAll(choices);
  }

  /** Returns the trials of a kind. */
  List<Trial> of(Trial.Kind kind) {
    return trials.stream().filter(trial -> trial.kind() == kind).toList();
  }

  /** Returns what the candidates of the last trial really are, by candidate. */
  Map<Candidate, Merit> finals() {
    Map<Candidate, Merit> finals = new LinkedHashMap<>();
    of(Trial.Kind.FINAL).get(0).candidates().forEach(one -> finals.put(one, merit(one)));
    return finals;
  }
}
