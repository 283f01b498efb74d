package dev.quantmask.tuning;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Runs the measurements of a search, and knows what they took. */
final class TrialRunner {
  private final Journal journal;
  private final Budget budget;
  private final TuningMonitor monitor;
  private final Set<Candidate> candidates = new HashSet<>(); // that were measured
  private int trials;

  TrialRunner(Journal journal, Budget budget, TuningMonitor monitor) {
    this.journal = journal;
    this.budget = budget;
    this.monitor = monitor;
  }

  /** Measures, or takes what was measured before. */
  List<Outcome> measure(SearchSpace space, Trial trial) throws IOException {
    List<String> names = trial.candidates().stream().map(space::name).toList();
    monitor.trial(++trials, names, secondsLeft());
    double before = journal.seconds();
    List<Outcome> outcomes = journal.measure(trial);
    candidates.addAll(trial.candidates());
    budget.spend(journal.seconds() - before, trial.images() * milliseconds(outcomes));
    return outcomes;
  }

  private static double milliseconds(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(one -> one.milliseconds().value()).sum();
  }

  /** Finds layers that may better not be static. */
  List<LayerChoice> layerChoices(int images) throws IOException {
    return journal.layerChoices(images);
  }

  /** Returns whether that many milliseconds of networks should fit into what is left. */
  boolean fits(double milliseconds) {
    return budget.fits(journal.seconds(), milliseconds);
  }

  OptionalDouble secondsLeft() {
    return budget.left(journal.seconds());
  }

  /** Returns how many candidates were measured, on some images at least. */
  int candidates() {
    return candidates.size();
  }
}
