package dev.quantmask.detection;

import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.RgbImage;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one way from bytes to detections, behind every door. Safe for use by several threads; it
 * blocks, so no event loop may call it.
 */
public final class DetectionService implements AutoCloseable {
  private static final Duration RETRY_BACK_OFF = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  private final ModelHolder model;
  private final ServiceLimits limits;
  private final Semaphore admission;
  private final Semaphore lanes;

  public DetectionService(ModelSource source, DetectorLoader loader, ServiceLimits limits) {
    this(source, loader, limits, RETRY_BACK_OFF);
  }

  DetectionService(
      ModelSource source, DetectorLoader loader, ServiceLimits limits, Duration retryBackOff) {
    this.model = new ModelHolder(source, loader, retryBackOff);
    this.limits = limits;
    this.admission = new Semaphore(limits.lanes() + limits.waiting());
    this.lanes = new Semaphore(limits.lanes(), true);
  }

  /**
   * Decodes, loads the model if nobody has yet, waits for a lane, and detects.
   *
   * @param bytes an encoded image
   * @throws ImageException when the bytes are not an image within the limits
   * @throws ModelUnavailableException when there is no model to run, with the reason
   * @throws OverloadedException when as many requests wait as may
   */
  public DetectionResult detect(byte[] bytes, DetectionOptions options)
      throws ImageException, ModelUnavailableException, OverloadedException {
    if (!admission.tryAcquire()) {
      throw new OverloadedException(limits.waiting());
    }
    try {
      return detectAdmitted(bytes, options);
    } finally {
      admission.release();
    }
  }

  private DetectionResult detectAdmitted(byte[] bytes, DetectionOptions options)
      throws ImageException, ModelUnavailableException {
    Stopwatch watch = new Stopwatch();
    RgbImage image = ImageDecoder.decode(bytes, limits.image());
    double decode = watch.lap();
    ModelHolder.Lease lease = model.acquire();
    // Who waited for another request's load has queued, not loaded.
    double acquired = watch.lap();
    double load = lease.loadedHere() ? acquired : 0;
    double queue = lease.loadedHere() ? 0 : acquired;
    lanes.acquireUninterruptibly();
    try {
      if (model.isRefusing()) {
        throw new ModelUnavailableException("the service is closed");
      }
      queue += watch.lap();
      Detections found = lease.detector().detect(image, options);
      Timing timing =
          new Timing(
              decode,
              queue,
              load,
              found.timing().inference(),
              found.timing().postprocess(),
              watch.total(),
              lease.loadedHere());
      Detections timed = new Detections(found.width(), found.height(), found.detections(), timing);
      return new DetectionResult(image, timed, lease.detector().model());
    } finally {
      lanes.release();
    }
  }

  public ModelState state() {
    return model.state();
  }

  /** Begins to load in the background, unless loaded, loading, or failed a moment ago. */
  public void prepare() {
    if (!model.wouldLoad()) {
      return;
    }
    Thread thread = new Thread(this::loadQuietly, "model-load");
    thread.setDaemon(true);
    thread.start();
  }

  private void loadQuietly() {
    try {
      model.acquire();
    } catch (ModelUnavailableException e) {
      // The state says so, to whoever asks.
    }
  }

  /** Takes no more requests, and waits a while for those that run before it frees the model. */
  @Override
  public void close() {
    model.refuse();
    if (!awaitIdle()) {
      // Freeing native memory under a running inference would crash: leave it to the exit.
      return;
    }
    model.close();
    lanes.release(limits.lanes());
  }

  private boolean awaitIdle() {
    try {
      return lanes.tryAcquire(limits.lanes(), CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
