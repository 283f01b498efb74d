package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.engine.Device;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All models that are compared, in memory at the same time and with the same threads. */
final class LoadedModels implements AutoCloseable {
  private final List<LoadedModel> models = new ArrayList<>();

  private LoadedModels() {}

  /**
   * Loads the models of a comparison. Each is loaded and run once before: what libtorch does when
   * it starts, and when it meets an operator for the first time, is no model's.
   *
   * @param rehearsal what they run on
   */
  static LoadedModels load(
      List<ModelFile> files,
      Device device,
      List<String> classes,
      RgbImage rehearsal,
      DetectorOpener source)
      throws IOException {
    for (ModelFile file : files) {
      try (Detector detector = source.open(DetectorSettings.alone(file.path(), device))) {
        ClassCheck.requireOfModel(
            file.path().toString(), detector.model().classes(), "the annotations", classes);
        LoadedModel.detect(file, detector, rehearsal, "the first image");
      }
    }
    LoadedModels loaded = new LoadedModels();
    try {
      for (ModelFile file : files) {
        loaded.models.add(
            LoadedModel.load(file, () -> source.open(DetectorSettings.alone(file.path(), device))));
      }
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /** Every model sees these images, unmeasured but for its memory. */
  void warmUp(ImageFiles files, List<CocoImage> images) throws IOException {
    for (CocoImage image : images) {
      RgbImage pixels = files.decode(image);
      for (LoadedModel model : models) {
        model.memory().inferring(() -> model.detect(pixels, image.fileName()));
      }
    }
  }

  /** Returns the models in the order in which they were given. */
  List<LoadedModel> list() {
    return models;
  }

  RuntimeVersions versions() {
    return models.get(0).detector().versions();
  }

  @Override
  public void close() {
    models.forEach(model -> model.detector().close());
  }
}
