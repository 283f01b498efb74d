package dev.quantmask.tuning;

import dev.quantmask.coco.CocoReader;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.evaluation.Figures;
import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.Sha256;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.Reports;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Searches, and writes the archive that was chosen with its report. */
public final class TuningRun {
  private final TuningSettings settings;
  private final DetectorOpener opener;
  private final TuningMonitor monitor;
  private final LongSupplier nanoTime;

  private TuningRun(
      TuningSettings settings,
      DetectorOpener opener,
      TuningMonitor monitor,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.opener = opener;
    this.monitor = monitor;
    this.nanoTime = nanoTime;
  }

  /**
   * Searches, or continues.
   *
   * @param nanoTime the clock that the budget is of
   * @return what was compared last; its selection says whether the goal was reached
   * @throws IOException saying what is wrong with the input
   */
  public static Comparison run(
      TuningSettings settings, DetectorOpener opener, TuningMonitor monitor, LongSupplier nanoTime)
      throws IOException {
    return new TuningRun(settings, opener, monitor, nanoTime).run();
  }

  private Comparison run() throws IOException {
    Path file = settings.folder().resolve("tuning.jsonl");
    requireUsable(file);
    Journal.Header header = header();
    Files.createDirectories(settings.folder());
    CandidateArchives archives =
        new CandidateArchives(settings.model(), CalibratedRanges.of(settings, monitor));
    SearchSpace space = SpaceOfModel.of(archives.config(), settings);
    EvaluationLaboratory laboratory =
        new EvaluationLaboratory(settings, space, archives, opener, monitor);
    Journal journal = Journal.open(file, header, laboratory, nanoTime);
    TrialRunner runner = new TrialRunner(journal, new Budget(settings.budgetSeconds()), monitor);
    SearchResult result =
        new TuningSearch(space, settings.goal(), header.images(), runner, monitor).run();
    return write(result, archives, laboratory);
  }

  private void requireUsable(Path file) throws IOException {
    AtomicFile.requireNoFolder(settings.out());
    if (!settings.resume() && Files.exists(file)) {
      throw new IOException(
          Text.format(
              "%s is there already: go on with it by --resume, or choose another --report", file));
    }
    try (ModelArchive archive = ModelArchive.open(settings.model())) {
      if (!archive.manifest().scheme().equals(Scheme.FP32.label())) {
        throw new IOException(
            Text.format(
                "%s: expected an archive of scheme fp32, found %s; tune the one that `convert`"
                    + " wrote",
                settings.model(), archive.manifest().scheme()));
      }
    }
  }

  private Journal.Header header() throws IOException {
    int images = CocoReader.read(settings.annotations()).images().size();
    return new Journal.Header(
        Journal.Header.CURRENT_FORMAT,
        Sha256.of(settings.model()),
        Sha256.of(settings.annotations()),
        Math.min(images, settings.limit()),
        Runtime.getRuntime().availableProcessors());
  }

  private Comparison write(
      SearchResult result, CandidateArchives archives, EvaluationLaboratory laboratory)
      throws IOException {
    Path measured = laboratory.folder(result.lastTrial());
    Comparison comparison =
        Figures.of(List.of(measured), Figures.Places.AS_BEFORE, Optional.empty())
            .with(TuningReport.selection(result));
    archives.write(
        result.chosen().candidate(), TuningReport.tuning(result, comparison), settings.out());
    Reports.write(comparison, settings.folder());
    return comparison;
  }
}
