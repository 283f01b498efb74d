package dev.quantmask.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.tuning.Trial.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningSearchTest {
  private static final Goal LOSS = new Goal.Loss(0.5);
  private static final Goal TIME = new Goal.Time(25);
  private static final Journal.Header HEADER =
      new Journal.Header(1, "model", "annotations", FakeLaboratory.IMAGES, 2);

  @TempDir Path directory;
  private final FakeLaboratory laboratory = new FakeLaboratory();
  private final List<String> messages = new ArrayList<>();

  private final TuningMonitor monitor =
      new TuningMonitor() {
        @Override
        public void message(String text) {
          messages.add(text);
        }

        @Override
        public void trial(int number, List<String> names, OptionalDouble secondsLeft) {
          assertThat(names).doesNotHaveDuplicates();
        }

        @Override
        public void images(String task, long done, long total) {
          throw new AssertionError("nothing is measured here");
        }

        @Override
        public void best(String text) {
          assertThat(text).contains(" ms, ");
        }
      };

  private Path file() {
    return directory.resolve("tuning.jsonl");
  }

  private Journal journal() throws IOException {
    return Journal.open(file(), HEADER, laboratory, () -> laboratory.nanos);
  }

  private SearchResult search(Goal goal, OptionalDouble seconds) throws IOException {
    TrialRunner runner = new TrialRunner(journal(), new Budget(seconds), monitor);
    return new TuningSearch(FakeLaboratory.SPACE, goal, FakeLaboratory.IMAGES, runner, monitor)
        .run();
  }

  private SearchResult search(Goal goal) throws IOException {
    return search(goal, OptionalDouble.empty());
  }

  /** Returns the best of all candidates, by the figures that the laboratory would find. */
  private Candidate best(Goal goal) {
    return FakeLaboratory.SPACE.with(Axis.LAYERS, List.of("weakest-fp32")).all().stream()
        .min(Comparator.comparing(laboratory::merit, goal.order()))
        .orElseThrow();
  }

  @Test
  void findsTheFastestThatLosesNoMore() throws IOException {
    SearchResult result = search(LOSS);
    assertThat(result.isReached()).isTrue();
    assertThat(result.chosen().candidate()).isEqualTo(best(LOSS));
    assertThat(result.space().name(result.chosen().candidate())).startsWith("static-");
  }

  @Test
  void findsTheLeastLossInTime() throws IOException {
    SearchResult result = search(TIME);
    assertThat(result.isReached()).isTrue();
    assertThat(laboratory.loss(result.chosen().candidate()))
        .isLessThanOrEqualTo(laboratory.loss(best(TIME)) + 0.02);
  }

  @Test
  void measuresAFractionOfAllCandidates() throws IOException {
    SearchResult result = search(LOSS);
    assertThat(FakeLaboratory.SPACE.all()).hasSize(3 * 4 * 2 * 4 * 2 * 2 + 4 * 2 * 4 * 2 * 2);
    assertThat(result.candidates()).isLessThan(30);
    assertThat(laboratory.of(Kind.VALUES)).allMatch(trial -> trial.images() == 25);
    assertThat(laboratory.trials.stream().filter(trial -> trial.kind() != Kind.VALUES))
        .allMatch(trial -> trial.images() == FakeLaboratory.IMAGES);
  }

  /** Together, two values lose far more than each by itself. */
  @Test
  void neverDecidesByAnEstimate() throws IOException {
    Candidate expected = best(LOSS);
    assertThat(expected.values())
        .containsEntry(Axis.BEFORE_NMS, "200")
        .containsEntry(Axis.AFTER_NMS, "50");
    laboratory.surprise =
        candidate ->
            candidate.get(Axis.BEFORE_NMS).equals("200")
                    && candidate.get(Axis.AFTER_NMS).equals("50")
                ? 5
                : 0;
    SearchResult result = search(LOSS);
    assertThat(laboratory.of(Kind.COMBINATIONS))
        .anyMatch(trial -> trial.candidates().contains(expected));
    assertThat(result.isReached()).isTrue();
    assertThat(laboratory.finals()).containsKey(result.chosen().candidate());
    assertThat(laboratory.loss(result.chosen().candidate())).isLessThanOrEqualTo(0.5);
  }

  /** What is chosen is the best of those that were measured last, by these figures. */
  @Test
  void theLastMeasurementDecides() throws IOException {
    SearchResult result = search(LOSS);
    Trial last = laboratory.trials.get(laboratory.trials.size() - 1);
    assertThat(last.kind()).isEqualTo(Kind.FINAL);
    assertThat(last.candidates().get(0)).isEqualTo(FakeLaboratory.SPACE.start());
    assertThat(last).isEqualTo(result.lastTrial());
    assertThat(result.chosen().candidate())
        .isEqualTo(
            last.candidates().stream()
                .min(Comparator.comparing(laboratory::merit, LOSS.order()))
                .orElseThrow());
  }

  @Test
  void aGoalOutOfReachIsMissedByTheNearest() throws IOException {
    SearchResult result = search(new Goal.Time(0.5));
    assertThat(result.isReached()).isFalse();
    assertThat(FakeLaboratory.milliseconds(result.chosen().candidate())).isLessThan(12);
  }

  @Test
  void aModelThatLosesNothingIsAlwaysThere() throws IOException {
    laboratory.surprise = candidate -> candidate.equals(FakeLaboratory.SPACE.start()) ? 0 : 3;
    SearchResult result = search(new Goal.Loss(0));
    assertThat(result.isReached()).isTrue();
    assertThat(result.chosen().candidate()).isEqualTo(FakeLaboratory.SPACE.start());
  }

  @Test
  void respectsTheBudget() throws IOException {
    search(LOSS);
    double free = laboratory.nanos / 1e9;
    for (double part : new double[] {0.9, 0.7, 0.6}) {
      Files.delete(file());
      laboratory.trials.clear();
      laboratory.nanos = 0;
      SearchResult result = search(LOSS, OptionalDouble.of(part * free));
      assertThat(laboratory.nanos / 1e9).isLessThanOrEqualTo(part * free);
      assertThat(result.isReached()).isTrue();
    }
  }

  @Test
  void withoutTimeItMeasuresTheSchemesAndDecides() throws IOException {
    SearchResult result = search(LOSS, OptionalDouble.of(1));
    assertThat(laboratory.trials).extracting(Trial::kind).containsExactly(Kind.SCHEMES, Kind.FINAL);
    assertThat(result.space().name(result.chosen().candidate())).isEqualTo("static");
    assertThat(messages).contains("there is no time to look at layers");
  }

  @Test
  void goesOnWhereItWasKilled() throws IOException {
    OptionalDouble seconds = OptionalDouble.of(120);
    SearchResult whole = search(LOSS, seconds);
    List<Trial> asked = List.copyOf(laboratory.trials);
    Files.delete(file());
    for (int killed = 0; killed < asked.size(); killed++) {
      laboratory.trials.clear();
      laboratory.failsAfter = killed;
      assertThatThrownBy(() -> search(LOSS, seconds)).hasMessage("killed");
      List<Trial> before = List.copyOf(laboratory.trials);
      laboratory.trials.clear();
      laboratory.known.clear();
      laboratory.failsAfter = Integer.MAX_VALUE;
      SearchResult resumed = search(LOSS, seconds);
      assertThat(laboratory.known).isNotEmpty();
      assertThat(resumed).isEqualTo(whole);
      before = new ArrayList<>(before);
      before.addAll(laboratory.trials);
      assertThat(before).isEqualTo(asked);
      Files.delete(file());
    }
  }

  @Test
  void anotherGoalUsesWhatWasMeasured() throws IOException {
    search(LOSS);
    int first = laboratory.trials.size();
    SearchResult result = search(TIME);
    assertThat(result.isReached()).isTrue();
    assertThat(laboratory.trials.subList(first, laboratory.trials.size()))
        .noneMatch(trial -> trial.kind() == Kind.SCHEMES || trial.kind() == Kind.VALUES);
  }

  @Test
  void aJournalOfSomethingElseIsRefused() throws IOException {
    search(LOSS, OptionalDouble.of(1));
    Journal.Header other = new Journal.Header(1, "other", "annotations", 100, 2);
    assertThatThrownBy(() -> Journal.open(file(), other, laboratory, () -> 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tuning.jsonl holds measurements of something else: expected")
        .hasMessageEndingWith("choose another --report");
    Files.writeString(file(), Files.readString(file()).substring(0, 400));
    assertThatThrownBy(this::journal)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: expected a line that `tune` wrote");
  }
}
