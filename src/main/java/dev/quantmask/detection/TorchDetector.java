package dev.quantmask.detection;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.quantmask.coco.Rle;
import dev.quantmask.image.RgbImage;
import dev.quantmask.maskrcnn.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in libtorch. The module has no state of its own, so lanes share it; each lane is one
 * thread, because libtorch keeps a pool of helpers for every thread that calls it.
 */
final class TorchDetector implements Detector {
  private final Model model;
  private final ModelDescription description;
  private final MaskStyle maskStyle;
  private final InferenceLanes lanes;

  private TorchDetector(
      Model model, ModelDescription description, MaskStyle maskStyle, InferenceLanes lanes) {
    this.model = model;
    this.description = description;
    this.maskStyle = maskStyle;
    this.lanes = lanes;
  }

  static TorchDetector load(DetectorSettings settings) throws IOException {
    LoadedArchive archive = LoadedArchive.load(settings);
    Manifest manifest = archive.manifest();
    ModelDescription description =
        new ModelDescription(
            manifest.name(),
            manifest.scheme(),
            TorchDevices.label(archive.model().getNDManager().getDevice()),
            archive.sha256(),
            manifest.config().classes());
    MaskStyle style =
        switch (manifest.config().flavor()) {
          case DETECTRON2 -> MaskStyle.DETECTRON2;
          case TORCHVISION -> MaskStyle.TORCHVISION;
        };
    return new TorchDetector(
        archive.model(), description, style, new InferenceLanes(settings.lanes()));
  }

  @Override
  public ModelDescription model() {
    return description;
  }

  @Override
  public Detections detect(RgbImage image, DetectionOptions options) {
    Stopwatch stopwatch = new Stopwatch();
    RawDetections raw = lanes.run(() -> infer(image));
    double inference = stopwatch.lap();
    List<Detection> detections = assemble(raw.best(options), image, options);
    double postprocess = stopwatch.lap();
    Timing timing = new Timing(0, 0, 0, inference, postprocess, stopwatch.total(), false);
    return new Detections(image.width(), image.height(), detections, timing);
  }

  private RawDetections infer(RgbImage image) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray pixels = PictureTensor.of(image, manager);
      NDList outputs =
          model.getBlock().forward(new ParameterStore(manager, false), new NDList(pixels), false);
      return new RawDetections(
          outputs.get(0).toFloatArray(),
          outputs.get(1).toFloatArray(),
          outputs.get(2).toLongArray(),
          outputs.get(3).toFloatArray(),
          (int) outputs.get(3).getShape().get(1));
    } catch (EngineException e) {
      throw new InferenceException("inference failed: " + TorchRuntime.reason(e), e);
    }
  }

  private List<Detection> assemble(RawDetections raw, RgbImage image, DetectionOptions options) {
    List<Detection.Box> boxes = raw.boxList();
    List<Rle> masks =
        options.masks()
            ? new MaskPaster(maskStyle, image.height(), image.width())
                .pasteAll(raw.masks(), raw.maskSide(), boxes)
            : null;
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      int classId = (int) raw.classes()[i];
      detections.add(
          new Detection(
              classId,
              description.classes().get(classId),
              raw.scores()[i],
              boxes.get(i),
              masks == null ? null : masks.get(i)));
    }
    return detections;
  }

  @Override
  public RuntimeVersions versions() {
    return new RuntimeVersions(
        Engine.getDjlVersion(), Engine.getEngine(TorchRuntime.ENGINE).getVersion());
  }

  @Override
  public void close() {
    lanes.close();
    model.close();
  }
}
