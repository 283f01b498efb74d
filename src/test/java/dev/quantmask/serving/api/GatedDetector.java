package dev.quantmask.serving.api;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.image.RgbImage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Tells when it runs, finishes when it may, and remembers what ran together. */
public final class GatedDetector implements Detector {
  public static final int WIDTH_THAT_FAILS = 13;

  public final Semaphore started = new Semaphore(0);
  public final Semaphore mayFinish = new Semaphore(0);
  public final List<List<Integer>> batches = new CopyOnWriteArrayList<>(); // widths
  public final FakeDetector detector = new FakeDetector();

  @Override
  public ModelDescription model() {
    return detector.model();
  }

  @Override
  public List<PendingDetections> infer(List<RgbImage> images) {
    batches.add(images.stream().map(RgbImage::width).toList());
    started.release();
    mayFinish.acquireUninterruptibly();
    if (images.get(0).width() == WIDTH_THAT_FAILS) {
      throw new IllegalStateException("a batch of " + images.size());
    }
    return detector.infer(images);
  }

  @Override
  public void close() {
    detector.close();
  }
}
