package dev.quantmask.cli;

import dev.quantmask.coco.scoring.CocoScorer;
import dev.quantmask.coco.scoring.ConfusionMatrix;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.Protocol;
import dev.quantmask.coco.scoring.ScoringFiles;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.coco.scoring.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "score",
    header = "Scores detections against annotations, as pycocotools and lvis do.",
    description = {
      "Prints COCO's twelve figures, those of pycocotools 2.0.11 (numpy 2.3 or newer) to the last"
          + " bit; or LVIS' thirteen, those of lvis 0.5.3.",
      "All files may be gzipped."
    },
    footer = {
      "",
      "Example:",
      "  quantmask coco score --gt annotations.val.json --dt detections.json"
    })
final class CocoScoreCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--gt",
      required = true,
      paramLabel = "FILE",
      description = "The annotations, in COCO's format.")
  private Path truth;

  @Option(
      names = "--dt",
      required = true,
      paramLabel = "FILE",
      description =
          "The detections, in COCO's format of results: an array, or JSON lines; or a folder of"
              + " such files.")
  private Path detections;

  @Option(
      names = "--iou-type",
      paramLabel = "TYPE",
      description = {
        "What to compare: bbox, segm or boundary; repeat the option for several of them.",
        "Default: what the first detection has."
      })
  private Set<IouType> types = EnumSet.noneOf(IouType.class);

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = {
        "Write the figures to that file, with all digits: {\"AP\": 0.4…, \"AP50\": …}; of several"
            + " types, {\"bbox\": {…}, \"segm\": {…}}."
      })
  private Path json;

  @Option(names = "--per-class", description = "Also print the figures of each class.")
  private boolean perClass;

  @Mixin private ScoreOptions options;

  @Option(
      names = "--thresholds",
      description = "Also print, for each class, the score threshold with the best F1.")
  private boolean thresholds;

  @Option(
      names = "--confusion-matrix",
      paramLabel = "S",
      description =
          "Also print which class is taken for which, at IoU 0.5, by detections that score S or"
              + " more.")
  private Double confusionScore;

  CocoScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireFigures(); // before a file is read
    Set<IouType> compared = types.isEmpty() ? typesOfDetections() : types;
    ScoringInput input = ScoringFiles.read(truth, detections, compared, options.protocol());
    tellWhatDoesNotCount(input);
    List<ScoreSections> scores = new ArrayList<>();
    for (IouType type : compared) {
      scores.add(score(input, options.of(type)));
    }
    if (json != null) {
      ScoreJson.write(json, scores);
    }
    ScoreTable.print(console.output(), scores);
    return ExitCodes.FINE;
  }

  private ScoreSections score(ScoringInput input, ScoringOptions ofType) throws IOException {
    ConfusionMatrix confusion =
        confusionScore == null ? null : ConfusionMatrix.of(input, ofType.iouType(), confusionScore);
    return new ScoreSections(CocoScorer.score(input, ofType), perClass, thresholds, confusion);
  }

  private Set<IouType> typesOfDetections() throws IOException {
    Set<IouType> found = ScoringFiles.types(detections);
    if (found.isEmpty()) {
      found = EnumSet.of(IouType.BBOX);
    }
    List<String> names = found.stream().map(ScoreSections::name).toList();
    console.note("%s: compared by %s", detections, String.join(" and ", names));
    return found;
  }

  private void requireFigures() {
    ScoringOptions settings = options.of(IouType.BBOX);
    if (thresholds && !settings.iouThresholds().contains(Thresholds.IOU_50)) {
      throw new UsageException("--thresholds: expected 0.5 among --iou-thresholds: F1 is at it");
    }
    if (confusionScore != null && settings.protocol() == Protocol.LVIS) {
      throw new UsageException(
          "--confusion-matrix: expected --protocol coco: LVIS does not search images for all"
              + " categories");
    }
  }

  private void tellWhatDoesNotCount(ScoringInput input) {
    if (input.detectionCount() == 0) {
      console.note("%s: there are no detections: AP is 0", detections);
    }
    int unknown = input.detectionsOfUnknownClasses();
    if (unknown > 0) {
      console.note(
          "%s: %d detections are of classes that %s does not have; they do not count",
          detections, unknown, truth);
    }
  }
}
