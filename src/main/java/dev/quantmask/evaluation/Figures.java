package dev.quantmask.evaluation;

import dev.quantmask.report.AccuracyFigures;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.ModelFigures;
import dev.quantmask.statistics.Bootstrap;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Figures of what {@link Evaluation} measured: of the files alone. */
public final class Figures {
  private final RunSet runs;
  private final EvaluationData data;
  private final Bootstrap bootstrap;
  private final List<ModelAccuracy> accuracy = new ArrayList<>(); // by model

  private Figures(RunSet runs, EvaluationData data) throws IOException {
    this.runs = runs;
    this.data = data;
    this.bootstrap = new Bootstrap(data.size());
    for (int i = 0; i < runs.byModel().size(); i++) {
      accuracy.add(ModelAccuracy.of(data.dataset(), runs.detections(i), bootstrap));
    }
  }

  /** Says where annotations and images are now, if not where they were. */
  public record Places(Optional<Path> annotations, Optional<Path> images) {
    public static final Places AS_BEFORE = new Places(Optional.empty(), Optional.empty());
  }

  /**
   * Joins the parts that lie in some folders.
   *
   * @param folders each an {@code --out} of {@code evaluate}; several parts may lie in one
   * @param mergeCommand that joins them, as it was typed; empty if there is one part only
   * @throws IOException if they are not all parts of one evaluation, saying which is missing or
   *     different
   */
  public static Comparison of(List<Path> folders, Places places, Optional<String> mergeCommand)
      throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path folder : folders) {
      List<Path> parts = new RunFolder(folder).parts();
      if (parts.isEmpty()) {
        throw new IOException(
            Text.format("%s: expected results of `evaluate`, found none", folder));
      }
      files.addAll(parts);
    }
    RunSet runs = RunSet.read(List.copyOf(files));
    return new Figures(runs, data(runs, places)).comparison(mergeCommand);
  }

  /** Reads the data set of an evaluation again. */
  static EvaluationData data(RunSet runs, Places places) throws IOException {
    RunHeader.Source source = runs.header().source();
    EvaluationData data =
        EvaluationData.open(
            places.annotations.orElse(Path.of(source.annotations())),
            places.images.orElse(Path.of(source.images())),
            source.imageCount(),
            note -> {});
    runs.header().requireSame(data.source(), runs.parts().get(0).file().toString());
    return data;
  }

  private Comparison comparison(Optional<String> mergeCommand) throws IOException {
    RunHeader header = runs.header();
    return new Comparison(
        Comparison.CURRENT_FORMAT,
        mergeCommand.map(merge -> header.command() + "\n" + merge).orElse(header.command()),
        header.started(),
        MachineFacts.joined(runs.headers().map(RunHeader::machine).toList()),
        new Comparison.DataSet(
            header.source().annotations(),
            header.source().images(),
            data.size(),
            data.dataset().annotations().size()),
        models(),
        DisagreementFinder.worst(runs, data));
  }

  private List<ModelFigures> models() {
    List<ModelFigures> models = new ArrayList<>();
    for (int i = 0; i < accuracy.size(); i++) {
      models.add(model(i));
    }
    return models;
  }

  private ModelFigures model(int i) {
    RunHeader.Model facts = runs.header().models().get(i);
    ModelAccuracy first = accuracy.get(0);
    ModelAccuracy own = accuracy.get(i);
    boolean compared = i > 0;
    return new ModelFigures(
        facts.name(),
        facts.file(),
        facts.scheme(),
        facts.device(),
        facts.sha256(),
        facts.fileMegabytes(),
        most(i, RunHeader.Model::loadMilliseconds),
        LatencyFigures.of(runs.byModel().get(i)),
        compared ? bootstrap.speedUp(runs.milliseconds(0), runs.milliseconds(i)) : null,
        own.boxes(),
        own.masks(),
        compared ? change(first.boxes(), first.boxSamples(), own.boxes(), own.boxSamples()) : null,
        compared
            ? change(first.masks(), first.maskSamples(), own.masks(), own.maskSamples())
            : null,
        most(i, RunHeader.Model::peakMemoryMegabytes));
  }

  /** Returns the highest figure of all shards. */
  private double most(int model, ToDoubleFunction<RunHeader.Model> figure) {
    return runs.headers()
        .map(header -> header.models().get(model))
        .mapToDouble(figure)
        .max()
        .orElseThrow();
  }

  /** NaN where there is nothing to find. */
  static Interval change(
      AccuracyFigures first, double[] firstSamples, AccuracyFigures own, double[] ownSamples) {
    if (first.averagePrecision() < 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    double change = ModelAccuracy.POINTS * (own.averagePrecision() - first.averagePrecision());
    return Bootstrap.change(change, firstSamples, ownSamples);
  }
}
