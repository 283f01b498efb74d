package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.image.RgbImage;
import dev.quantmask.report.Disagreement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the images in which a model sees something else than the first one does. */
final class DisagreementFinder {
  private static final int MOST = 8;
  private static final int WIDEST = 960; // pixels of a drawn image

  private final RunSet runs;
  private final EvaluationData data;
  private final List<CocoCategory> categories; // by class id

  private DisagreementFinder(RunSet runs, EvaluationData data) {
    this.runs = runs;
    this.data = data;
    this.categories = data.dataset().categoriesById();
  }

  private record Candidate(int position, int model, double agreement) {}

  /** The worst of all models, at most eight; images on which they agree are none. */
  static List<Disagreement> worst(RunSet runs, EvaluationData data) throws IOException {
    return new DisagreementFinder(runs, data).worst();
  }

  private List<Disagreement> worst() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (int position = 0; position < data.size(); position++) {
      for (int model = 1; model < runs.byModel().size(); model++) {
        double agreement = Agreement.of(sure(0, position), sure(model, position));
        if (agreement < 1) {
          candidates.add(new Candidate(position, model, agreement));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::agreement));
    List<Disagreement> worst = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(MOST, candidates.size()))) {
      worst.add(drawn(candidate));
    }
    return worst;
  }

  private List<CocoDetection> sure(int model, int position) {
    return Agreement.sure(runs.byModel().get(model).get(position).records());
  }

  private Disagreement drawn(Candidate candidate) throws IOException {
    CocoImage image = data.image(candidate.position);
    RgbImage pixels = data.files().decode(image);
    List<CocoDetection> first = sure(0, candidate.position);
    List<CocoDetection> other = sure(candidate.model, candidate.position);
    return new Disagreement(
        image.fileName(),
        runs.header().models().get(candidate.model).name(),
        candidate.agreement,
        first.size(),
        other.size(),
        jpeg(pixels, first),
        jpeg(pixels, other));
  }

  private byte[] jpeg(RgbImage pixels, List<CocoDetection> found) {
    return DetectionOverlay.jpeg(pixels, found.stream().map(this::detection).toList(), WIDEST);
  }

  private Detection detection(CocoDetection found) {
    int classId = classId(found.categoryId());
    CocoBox box = found.box();
    return new Detection(
        classId,
        categories.get(classId).name(),
        (float) found.score(),
        new Detection.Box(
            (float) box.x(),
            (float) box.y(),
            (float) (box.x() + box.width()),
            (float) (box.y() + box.height())),
        Agreement.mask(found));
  }

  private int classId(long categoryId) {
    for (int k = 0; k < categories.size(); k++) {
      if (categories.get(k).id() == categoryId) {
        return k;
      }
    }
    throw new IllegalStateException("no category " + categoryId); // scoring has known it
  }
}
