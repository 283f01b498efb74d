package dev.quantmask.tuning;

import dev.quantmask.detection.Precision;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.engine.Device;
import dev.quantmask.evaluation.Evaluation;
import dev.quantmask.evaluation.EvaluationMonitor;
import dev.quantmask.evaluation.EvaluationSettings;
import dev.quantmask.evaluation.MeasuredModel;
import dev.quantmask.evaluation.Shard;
import dev.quantmask.io.Sha256;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.sensitivity.LayerGroup;
import dev.quantmask.quantization.sensitivity.SensitivityAnalysis;
import dev.quantmask.quantization.sensitivity.SensitivityRequest;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measures candidates as `evaluate` measures models: in turn on every image, into a folder in which
 * a measurement that was killed is continued.
 */
final class EvaluationLaboratory implements Laboratory {
  private static final int WARM_UP = 3; // images
  private static final int NAME_LENGTH = 12; // of a hash, in the name of a folder

  private final TuningSettings settings;
  private final SearchSpace space;
  private final CandidateArchives archives;
  private final Map<Path, Integer> threads = new LinkedHashMap<>(); // by archive
  private final DetectorOpener opener;
  private final EvaluationMonitor monitor;
  private final TuningMonitor tuningMonitor;

  EvaluationLaboratory(
      TuningSettings settings,
      SearchSpace space,
      CandidateArchives archives,
      DetectorOpener opener,
      TuningMonitor monitor) {
    this.settings = settings;
    this.space = space;
    this.archives = archives;
    this.opener =
        settings.threads().size() == 1 ? opener : new ThreadedDetectors(opener, threads::get);
    this.tuningMonitor = monitor;
    this.monitor = new TrialMonitor(monitor);
  }

  /** Returns where the measurement of a trial is. */
  Path folder(Trial trial) {
    String hash = Sha256.of(trial.toString()).substring(0, NAME_LENGTH);
    return settings.folder().resolve("trials").resolve(hash);
  }

  @Override
  public List<Outcome> measure(Trial trial) throws IOException {
    Path folder = folder(trial);
    List<Path> files = new ArrayList<>();
    Files.createDirectories(settings.folder().resolve("models"));
    for (Candidate candidate : trial.candidates()) {
      files.add(archive(candidate));
    }
    Evaluation.run(
        new EvaluationSettings(
            files,
            settings.annotations(),
            settings.images(),
            trial.images(),
            WARM_UP,
            Device.CPU,
            Shard.ALL,
            folder,
            true,
            settings.command(),
            settings.program()),
        opener,
        monitor);
    if (trial.kind() != Trial.Kind.FINAL) {
      deleteArchives(files);
    }
    return outcomes(trial, MeasuredModel.of(folder));
  }

  /** Returns the archive of a candidate, which is written if it is not the model itself. */
  private Path archive(Candidate candidate) throws IOException {
    String name = space.name(candidate);
    boolean isModel = candidate.equals(space.start());
    Path file =
        isModel ? settings.model() : settings.folder().resolve("models").resolve(name + ".pt");
    if (!isModel) {
      archives.write(candidate, name, file);
    }
    threads.put(file, candidate.number(Axis.THREADS));
    return file;
  }

  private void deleteArchives(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!file.equals(settings.model())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static List<Outcome> outcomes(Trial trial, List<MeasuredModel> models)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      MeasuredModel model = models.get(i);
      if (model.boxAp() < 0) {
        throw new IOException(
            Text.format(
                "annotations: expected objects on the first %d images, to measure AP; found none",
                trial.images()));
      }
      outcomes.add(
          new Outcome(
              trial.candidates().get(i),
              trial.images(),
              model.milliseconds(),
              model.boxAp(),
              model.maskAp(),
              model.speedUp(),
              model.boxChange(),
              model.maskChange()));
    }
    return outcomes;
  }

  @Override
  public List<LayerChoice> layerChoices(int images) throws IOException {
    List<Path> chosen = settings.calibration();
    if (Precision.onThisCpu(Scheme.STATIC) != Precision.INT8 || chosen.isEmpty()) {
      return List.of();
    }
    QuantizationPlan plan = archives.plan(space.start().with(Axis.SCHEME, Scheme.STATIC.label()));
    SensitivityRequest request =
        new SensitivityRequest(
            settings.model(),
            new QuantizationPlan(Scheme.STATIC, plan.ranges(), Set.of()),
            chosen.subList(0, Math.min(images, chosen.size())),
            Optional.empty(),
            LayerGroup.Size.PART);
    return LayerChoices.of(
        SensitivityAnalysis.run(
            request, (done, total) -> tuningMonitor.images("layers", done, total)));
  }

  @Override
  public void know(List<LayerChoice> choices) {
    archives.know(choices);
  }

  /** Tells of the images of a trial. */
  private record TrialMonitor(TuningMonitor monitor) implements EvaluationMonitor {
    @Override
    public void message(String text) {
      monitor.message(text);
    }

    @Override
    public void images(int done, int total) {
      monitor.images("measure", done, total);
    }
  }
}
