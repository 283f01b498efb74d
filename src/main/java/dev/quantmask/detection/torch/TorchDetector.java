package dev.quantmask.detection.torch;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.mask.MaskPaster;
import dev.quantmask.detection.mask.MaskStyle;
import dev.quantmask.engine.TorchMemory;
import dev.quantmask.engine.TorchModule;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.engine.TorchTensor;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.network.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A network in libtorch. The module has no state of its own, so threads share it. */
final class TorchDetector implements Detector {
  private final TorchModule module;
  private final ModelDescription description;
  private final MaskStyle maskStyle;
  private final LoadTiming loadTime;

  private TorchDetector(
      TorchModule module, ModelDescription description, MaskStyle maskStyle, LoadTiming loadTime) {
    this.module = module;
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
            archive.device().toString(),
            archive.sha256(),
            manifest.config().classes());
    MaskStyle style =
        switch (manifest.config().framework()) {
          case DETECTRON2 -> MaskStyle.DETECTRON2;
          case TORCHVISION -> MaskStyle.TORCHVISION;
        };
    return new TorchDetector(archive.module(), description, style, archive.time());
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
    try (TorchMemory memory = module.memory()) {
      TorchTensor pixels = images.size() == 1 ? memory.image(images.get(0)) : memory.images(images);
      List<TorchTensor> outputs = module.call(memory, "forward", pixels);
      NetworkOutput all =
          new NetworkOutput(
              outputs.get(0).floats(),
              outputs.get(1).floats(),
              outputs.get(2).longs(),
              outputs.get(3).floats(),
              maskSide(outputs.get(3).shape()));
      return all.split(images.size());
    }
  }

  private static int maskSide(long... shape) {
    return (int) shape[shape.length - 1];
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
    return new RuntimeVersions(TorchRuntime.djlVersion(), TorchRuntime.libtorchVersion());
  }

  @Override
  public void close() {
    module.close();
  }
}
