package dev.quantmask.quantization.sensitivity;

import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.Precision;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.engine.Device;
import dev.quantmask.evaluation.Accuracy;
import dev.quantmask.evaluation.DatasetDetections;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.model.network.Converter;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.QuantizationPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures networks of which a group of layers is in 8 bits, and those of which all but it is. */
public final class SensitivityAnalysis {
  /** Images that are looked at for decibels and times: more say the same. */
  private static final int MOST_IMAGES = 8;

  private final SensitivityRequest request;
  private final ModelArchive archive;
  private final List<RgbImage> images;
  private final List<LayerGroup> groups;
  private final Progress progress;
  private long done; // images through a network

  private SensitivityAnalysis(SensitivityRequest request, ModelArchive archive, Progress progress)
      throws IOException {
    this.request = request;
    this.archive = archive;
    this.images = new ArrayList<>();
    for (Path image : request.images().subList(0, Math.min(MOST_IMAGES, request.images().size()))) {
      images.add(ImageFile.read(image, ImageLimits.DEFAULT));
    }
    this.groups = request.groups().groups(archive.layerPaths());
    this.progress = progress;
  }

  /**
   * Measures all groups. With annotations most of the time goes into scoring: once for each group.
   *
   * @throws IOException when a file cannot be used
   */
  public static Sensitivity run(SensitivityRequest request, Progress progress) throws IOException {
    if (Precision.onThisCpu(request.plan().scheme()) != Precision.INT8) {
      throw new IOException(
          "what 8 bits cost cannot be measured here: quantized layers compute in fp32 on this CPU;"
              + " use an x86-64 CPU, or set -Ddev.quantmask.int8=on where libtorch has the operators");
    }
    try (ModelArchive archive = ModelArchive.open(request.model())) {
      return new SensitivityAnalysis(request, archive, progress).measure();
    }
  }

  private Sensitivity measure() throws IOException {
    Set<String> layers = Set.copyOf(archive.layerPaths());
    try (Fp32Reference exactNetwork = Fp32Reference.of(archive, images);
        Detector exact = load(request.model());
        Detector nothing = detector(layers);
        Detector all = detector(Set.of())) {
      Optional<Cost.Points> exactPoints = points(exact);
      Cost none = cost(exactNetwork, layers, nothing);
      Cost everything = cost(exactNetwork, Set.of(), all);
      List<Sensitivity.Group> measured = new ArrayList<>();
      for (LayerGroup group : groups) {
        measured.add(measure(group, exactNetwork, exact, all));
      }
      LatencyComparison race = race(List.of(exact, all));
      return new Sensitivity(
          archive.manifest().name(),
          request.plan().scheme().label(),
          images.size(),
          request.annotatedImages(),
          exactPoints,
          none,
          everything,
          race.milliseconds(0),
          race.milliseconds(1),
          measured);
    }
  }

  private Sensitivity.Group measure(
      LayerGroup group, Fp32Reference exactNetwork, Detector exact, Detector all)
      throws IOException {
    Set<String> others = new LinkedHashSet<>(archive.layerPaths());
    others.removeAll(group.layers());
    try (Detector only = detector(others);
        Detector allBut = detector(group.layers())) {
      Cost alone = cost(exactNetwork, others, only);
      LatencyComparison race = race(List.of(exact, only, all, allBut));
      return new Sensitivity.Group(
          group,
          alone,
          race.milliseconds(0) - race.milliseconds(1),
          race.milliseconds(3) - race.milliseconds(2));
    }
  }

  /**
   * Returns the cost of the network that keeps these layers in floating point, which the detector
   * runs.
   */
  private Cost cost(Fp32Reference exact, Set<String> kept, Detector detector) throws IOException {
    try (ActivationProbe probe = ActivationProbe.of(archive, plan(kept))) {
      Cost cost = new Cost(exact.decibels(probe), points(detector));
      advance(images.size());
      return cost;
    }
  }

  private Optional<Cost.Points> points(Detector detector) throws IOException {
    if (request.annotated().isEmpty()) {
      return Optional.empty();
    }
    SensitivityRequest.AnnotatedImages annotated = request.annotated().get();
    DatasetDetections detections = new DatasetDetections(annotated.dataset(), annotated.folder());
    Accuracy accuracy = Accuracy.of(annotated.dataset(), detections.of(detector));
    advance(request.annotatedImages());
    return Optional.of(
        new Cost.Points(
            100 * accuracy.boxes().get(Metric.AP), 100 * accuracy.masks().get(Metric.AP)));
  }

  private LatencyComparison race(List<Detector> detectors) {
    LatencyComparison race = new LatencyComparison(detectors, images);
    advance((long) LatencyComparison.ROUNDS * images.size() * detectors.size());
    return race;
  }

  private void advance(long count) {
    done += count;
    long scored = (groups.size() + 3L) * request.annotatedImages();
    long raced = (4L * groups.size() + 2) * LatencyComparison.ROUNDS * images.size();
    progress.images(done, (groups.size() + 2L) * images.size() + scored + raced);
  }

  private QuantizationPlan plan(Set<String> kept) {
    return new QuantizationPlan(request.plan().scheme(), request.plan().ranges(), kept);
  }

  private Detector detector(Set<String> kept) throws IOException {
    try (TemporaryFile copy = TemporaryFile.create(".pt")) {
      Converter.quantize(request.model(), plan(kept), copy.path());
      return load(copy.path());
    }
  }

  private static Detector load(Path archive) throws IOException {
    return DetectorOpener.LIBTORCH.open(DetectorSettings.alone(archive, Device.CPU));
  }
}
