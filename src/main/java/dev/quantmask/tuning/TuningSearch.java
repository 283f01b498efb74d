package dev.quantmask.tuning;

import dev.quantmask.text.Text;
import dev.quantmask.tuning.Trial.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches for the candidate that reaches a goal best. First the schemes are measured, then each
 * value of each other axis by itself, on a part of the images. Of all combinations those that
 * should be best are measured beside the best so far, on all images, as long as that gains
 * something and time is left. Last, the best ones and the model that is tuned are measured once
 * more, all in turn: what that says, decides.
 */
final class TuningSearch {
  private static final int LEAST_IMAGES = 16; // to look at values
  private static final int PART = 4; // of the images, to look at values
  private static final int FRUITLESS = 2; // trials without a better one, after which it ends
  private static final int FINALISTS = 4;
  private static final int[] LAYER_IMAGES = {4, 2, 1};
  private static final int LAYER_RUNS = 330; // of networks, for each of these images
  private static final int LAYER_SHARE = 4; // of what is left, that may be spent on layers

  private final Goal goal;
  private final int images;
  private final TrialRunner runner;
  private final TuningMonitor monitor;
  private final Estimates estimates;
  private final Map<Candidate, Outcome> measured = new LinkedHashMap<>(); // on all images
  private final List<LayerChoice> layers = new ArrayList<>(List.of(LayerChoice.NONE));
  private SearchSpace space;
  private Outcome reference; // the model that is tuned
  private Outcome base; // the fastest of its schemes
  private Outcome best;

  TuningSearch(
      SearchSpace space, Goal goal, int images, TrialRunner runner, TuningMonitor monitor) {
    this.space = space;
    this.goal = goal;
    this.images = images;
    this.runner = runner;
    this.monitor = monitor;
    this.estimates = new Estimates(space.start());
  }

  /** Searches. */
  SearchResult run() throws IOException {
    measureSchemes();
    chooseLayers();
    for (Axis axis : Axis.values()) {
      measureValues(axis);
    }
    int fruitless = 0;
    while (fruitless < FRUITLESS) {
      Candidate before = best.candidate();
      if (!measureCombinations()) {
        break;
      }
      fruitless = best.candidate().equals(before) ? fruitless + 1 : 0;
    }
    return decide();
  }

  private void measureSchemes() throws IOException {
    List<Candidate> schemes = space.variants(space.start(), Axis.SCHEME);
    List<Outcome> outcomes = measure(new Trial(Kind.SCHEMES, schemes, images));
    reference = outcomes.get(0);
    base = outcomes.stream().min(Comparator.comparingDouble(TuningSearch::milliseconds)).get();
    estimates.learn(Axis.SCHEME, outcomes);
    keep(outcomes);
  }

  private void chooseLayers() throws IOException {
    if (!base.candidate().scheme().needsRanges()) {
      return;
    }
    double run = (milliseconds(reference) + milliseconds(base)) / 2;
    for (int some : LAYER_IMAGES) {
      if (runner.fits(LAYER_SHARE * LAYER_RUNS * some * run)) {
        layers.addAll(runner.layerChoices(some));
        space = space.with(Axis.LAYERS, layers.stream().skip(1).map(LayerChoice::name).toList());
        return;
      }
    }
    monitor.message("there is no time to look at layers");
  }

  private void measureValues(Axis axis) throws IOException {
    List<Candidate> variants = space.variants(base.candidate(), axis);
    if (axis == Axis.SCHEME || variants.size() == 1) {
      return;
    }
    int some = Math.min(images, Math.max(LEAST_IMAGES, images / PART));
    if (!fits(variants.size() * some * milliseconds(base))) {
      monitor.message(Text.format("there is no time to look at %s", axis.label()));
      return;
    }
    List<Outcome> outcomes = measure(new Trial(Kind.VALUES, variants, some));
    estimates.learn(axis, outcomes);
    if (some == images) {
      keep(outcomes);
    }
  }

  /** Returns whether there was anything to measure, and the time to do so. */
  private boolean measureCombinations() throws IOException {
    List<Candidate> tried = new ArrayList<>(List.of(best.candidate()));
    tried.addAll(new Combinations(space, goal, estimates, measured, best, reference).promising());
    if (tried.size() == 1) {
      return false;
    }
    if (!fits(tried.size() * images * milliseconds(best))) {
      monitor.message("the budget is spent");
      return false;
    }
    keep(measure(new Trial(Kind.COMBINATIONS, tried, images)));
    return true;
  }

  /** Those that were measured together are compared; the best of them is the best so far. */
  private void keep(List<Outcome> outcomes) {
    outcomes.forEach(outcome -> measured.put(outcome.candidate(), outcome));
    List<Outcome> compared = new ArrayList<>(outcomes);
    if (best != null && outcomes.stream().noneMatch(this::isBest)) {
      compared.add(best);
    }
    best = bestOf(compared, goal);
    Merit merit = best.merit(reference);
    monitor.best(
        Text.format(
            "%s, %.1f ms, %+.2f AP",
            space.name(best.candidate()), merit.milliseconds(), -merit.loss()));
  }

  private boolean isBest(Outcome outcome) {
    return outcome.candidate().equals(best.candidate());
  }

  private Outcome bestOf(List<Outcome> outcomes, Goal wanted) {
    return outcomes.stream()
        .min(Comparator.comparing(outcome -> outcome.merit(reference), wanted.order()))
        .orElseThrow();
  }

  private SearchResult decide() throws IOException {
    Set<Candidate> last = new LinkedHashSet<>();
    last.add(reference.candidate());
    last.add(base.candidate());
    List<Outcome> front = Front.of(measured.values(), reference);
    last.add(bestOf(front, goal.safer()).candidate());
    front.stream()
        .sorted(Comparator.comparing(outcome -> outcome.merit(reference), goal.order()))
        .limit(FINALISTS - 1)
        .forEach(outcome -> last.add(outcome.candidate()));
    List<Outcome> finals = measure(new Trial(Kind.FINAL, List.copyOf(last), images));
    reference = finals.get(0);
    best = null;
    keep(finals);
    return new SearchResult(
        space, layers, goal, finals, best, List.copyOf(measured.values()), runner.candidates());
  }

  private List<Outcome> measure(Trial trial) throws IOException {
    return runner.measure(space, trial);
  }

  /** Returns whether there is time for that, and for deciding after it. */
  private boolean fits(double networkMilliseconds) {
    double last = milliseconds(reference) + milliseconds(base) + FINALISTS * milliseconds(best);
    return runner.fits(networkMilliseconds + images * last);
  }

  private static double milliseconds(Outcome outcome) {
    return outcome.milliseconds().value();
  }
}
