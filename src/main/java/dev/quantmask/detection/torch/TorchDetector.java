package dev.quantmask.detection.torch;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.InferenceException;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.mask.MaskPaster;
import dev.quantmask.detection.mask.MaskStyle;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A network in libtorch. The module has no state of its own, so threads share it. */
final class TorchDetector implements Detector {
  private final Model model;
  private final ModelDescription description;
  private final MaskStyle maskStyle;
  private final LoadTiming loadTime;

  private TorchDetector(
      Model model, ModelDescription description, MaskStyle maskStyle, LoadTiming loadTime) {
    this.model = model;
    this.description = description;
    this.maskStyle = maskStyle;
    this.loadTime = loadTime;
  }

  static TorchDetector load(DetectorSettings settings) throws IOException {
    LoadedArchive archive = LoadedArchive.load(settings);
    Manifest manifest = archive.manifest();
    ModelDescription description =
        new ModelDescription(
            manifest.name(),
            manifest.scheme(),
            archive.precision(),
            TorchDevices.label(archive.model().getNDManager().getDevice()),
            archive.sha256(),
            manifest.config().classes());
    MaskStyle style =
        switch (manifest.config().flavor()) {
          case DETECTRON2 -> MaskStyle.DETECTRON2;
          case TORCHVISION -> MaskStyle.TORCHVISION;
        };
    return new TorchDetector(archive.model(), description, style, archive.time());
  }

  @Override
  public ModelDescription model() {
    return description;
  }

  @Override
  public LoadTiming loadTime() {
    return loadTime;
  }

  @Override
  public List<PendingDetections> infer(List<RgbImage> images) {
    Stopwatch watch = new Stopwatch();
    List<NetworkOutput> found = run(images);
    double time = watch.lap();
    List<PendingDetections> inferences = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      int width = images.get(i).width();
      int height = images.get(i).height(); // and not the image: its memory may be needed
      NetworkOutput raw = found.get(i);
      inferences.add(options -> detections(raw.best(options), width, height, options, time));
    }
    return inferences;
  }

  private List<NetworkOutput> run(List<RgbImage> images) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray pixels =
          images.size() == 1
              ? ImageTensor.of(images.get(0), manager)
              : ImageTensor.of(images, manager);
      NDList outputs =
          model.getBlock().forward(new ParameterStore(manager, false), new NDList(pixels), false);
      NetworkOutput all =
          new NetworkOutput(
              outputs.get(0).toFloatArray(),
              outputs.get(1).toFloatArray(),
              outputs.get(2).toLongArray(),
              outputs.get(3).toFloatArray(),
              (int) outputs.get(3).getShape().getLastDimension());
      return all.split(images.size());
    } catch (EngineException e) {
      throw new InferenceException("inference failed: " + TorchRuntime.reason(e), e);
    }
  }

  private Detections detections(
      NetworkOutput raw, int width, int height, DetectionOptions options, double inference) {
    Stopwatch watch = new Stopwatch();
    List<Detection> detections = assemble(raw, width, height, options);
    double postprocess = watch.lap();
    Timing timing = new Timing(0, 0, 0, inference, postprocess, inference + postprocess, false);
    return new Detections(width, height, detections, timing);
  }

  private List<Detection> assemble(
      NetworkOutput raw, int width, int height, DetectionOptions options) {
    List<Detection.Box> boxes = raw.boxList();
    List<Rle> masks =
        options.masks()
            ? new MaskPaster(maskStyle, height, width).pasteAll(raw.masks(), raw.maskSide(), boxes)
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
    model.close();
  }
}
