package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.report.Comparison.Machine;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Measures models on a data set, or on a shard of it; each result is written to a file immediately.
 */
public final class Evaluation {
  private final EvaluationSettings settings;
  private final DetectorOpener source;
  private final EvaluationMonitor monitor;
  private final Path file;

  private Evaluation(
      EvaluationSettings settings, DetectorOpener source, EvaluationMonitor monitor) {
    this.settings = settings;
    this.source = source;
    this.monitor = monitor;
    this.file = new RunFolder(settings.out()).part(settings.shard());
  }

  /**
   * Measures, or what is left of it; {@link Figures} makes figures of the results.
   *
   * @throws IOException saying what is wrong with the input, before anything runs, or what differs
   *     from the run that is to be resumed
   */
  public static void run(
      EvaluationSettings settings, DetectorOpener source, EvaluationMonitor monitor)
      throws IOException {
    new Evaluation(settings, source, monitor).run();
  }

  private void run() throws IOException {
    new RunFolder(settings.out()).requireFree(settings.shard(), settings.resume());
    List<ModelFile> files = ModelFile.of(settings.models());
    EvaluationData data =
        EvaluationData.open(
            settings.annotations(), settings.images(), settings.limit(), monitor::message);
    settings.shard().requireImages(data.size());
    RunPart before = Files.exists(file) ? RunPart.read(file) : null;
    if (before != null) {
      before.header().requireSame(data.source(), file.toString());
      before.header().requireFiles(files.stream().map(ModelFile::sha256).toList(), file.toString());
      if (before.isComplete()) {
        monitor.message(Text.format("%s: all is measured already", file));
        return;
      }
    }
    measure(data, files, before);
  }

  private void measure(EvaluationData data, List<ModelFile> files, RunPart before)
      throws IOException {
    List<Integer> positions = settings.shard().positions(data.size());
    List<CocoImage> first = positions.stream().limit(settings.warmUp()).map(data::image).toList();
    try (LoadedModels models =
        LoadedModels.load(
            files,
            settings.device(),
            data.dataset().classNames(),
            data.files().decode(data.image(positions.get(0))),
            source)) {
      models.warmUp(data.files(), first);
      RunHeader header = header(data, models);
      if (before != null) {
        before.header().requireSame(header, file.toString());
        tellOfOtherMachine(before.header().machine(), header.machine());
      }
      try (RunFile run = before == null ? RunFile.begin(file, header) : RunFile.resume(before)) {
        Set<RunPart.Key> done = before == null ? Set.of() : before.done();
        new Measurement(data, models.list(), run).run(positions, done, monitor);
      }
    }
  }

  private RunHeader header(EvaluationData data, LoadedModels models) {
    return new RunHeader(
        RunHeader.CURRENT_FORMAT,
        settings.shard(),
        settings.command(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        data.source(),
        MachineFacts.here(settings.program(), models.versions()),
        settings.warmUp(),
        models.list().stream().map(LoadedModel::facts).toList());
  }

  private void tellOfOtherMachine(Machine before, Machine now) {
    if (!before.equals(now)) {
      monitor.message(
          Text.format(
                  "%s: the run began on another machine or version (%s); its times are mixed, and"
                      + " the",
                  file, before)
              + " report names that one only");
    }
  }
}
