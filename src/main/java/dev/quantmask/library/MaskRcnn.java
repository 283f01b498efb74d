package dev.quantmask.library;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.Device;
import dev.quantmask.engine.InferenceException;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A Mask R-CNN that is loaded: it finds objects in images, with a box, a class and a mask each.
 *
 * <p>Any number of threads may use it at the same time. Each decodes its image and cuts out its
 * masks; the network runs in one thread of the model, one image after the other, because libtorch
 * keeps memory and helpers for every thread that calls it. {@link #close} frees the native memory.
 */
public final class MaskRcnn implements AutoCloseable {
  private final Detector detector;
  private final ExecutorService worker;

  MaskRcnn(Detector detector) {
    this.detector = detector;
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "quantmask-" + detector.model().name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens an archive of {@code convert}, {@code quantize} or {@code train}, on a GPU if there is
   * one, else with all cores.
   *
   * @throws IOException saying why the archive, or libtorch, cannot be loaded
   */
  public static MaskRcnn open(Path archive) throws IOException {
    return open(archive, Device.AUTO, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Opens an archive.
   *
   * @param threads that compute an image on a CPU; the first model of a process decides for all, as
   *     libtorch has one such number
   * @throws IOException saying why the archive, or libtorch, cannot be loaded
   */
  public static MaskRcnn open(Path archive, Device device, int threads) throws IOException {
    ModelSource source = new ModelSource.File(archive);
    DetectorSettings settings = new DetectorSettings(source, device, threads);
    source.check();
    return new MaskRcnn(DetectorOpener.LIBTORCH.open(settings));
  }

  /** Returns its name, its classes, and what it computes in. */
  public ModelDescription description() {
    return detector.model();
  }

  /** Detects everything above the model's own threshold, as the other method of this name does. */
  public Detections detect(Path image) throws IOException {
    return detect(image, DetectionOptions.ALL);
  }

  /**
   * Detects in a file: JPEG, PNG, WebP or BMP.
   *
   * @throws IOException naming the file, if it cannot be read or is no such image
   * @throws InferenceException when the network fails on this image
   * @throws IllegalStateException when the model is closed
   */
  public Detections detect(Path image, DetectionOptions options) throws IOException {
    return detect(ImageFile.read(image, ImageLimits.DEFAULT), options);
  }

  /** Detects everything above the model's own threshold, as the other method of this name does. */
  public Detections detect(BufferedImage image) {
    return detect(image, DetectionOptions.ALL);
  }

  /**
   * Detects in an image, which stays as it is. Transparency is ignored.
   *
   * @throws InferenceException when the network fails on this image
   * @throws IllegalStateException when the model is closed
   */
  public Detections detect(BufferedImage image, DetectionOptions options) {
    return detect(RgbImage.of(image), options);
  }

  /**
   * Detects in the bytes of a JPEG, PNG, WebP or BMP file.
   *
   * @throws ImageException when they are no such image
   * @throws InferenceException when the network fails on this image
   * @throws IllegalStateException when the model is closed
   */
  public Detections detect(byte[] encoded, DetectionOptions options) throws ImageException {
    return detect(ImageDecoder.decode(encoded, ImageLimits.DEFAULT), options);
  }

  private Detections detect(RgbImage image, DetectionOptions options) {
    return run(image).detections(options);
  }

  private PendingDetections run(RgbImage image) {
    Future<List<PendingDetections>> found;
    try {
      found = worker.submit(() -> detector.infer(List.of(image)));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the model is closed", e);
    }
    try {
      return found.get().get(0);
    } catch (InterruptedException e) {
      found.cancel(false); // what has begun cannot be stopped
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while waiting for the network", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /**
   * Waits for the images that threads have handed over, and frees the native memory of the model. A
   * process that ends while an image is computed may end by a crash of libtorch: close first.
   */
  @Override
  public synchronized void close() {
    if (worker.isTerminated()) {
      return;
    }
    worker.shutdown();
    boolean interrupted = false;
    while (!worker.isTerminated()) {
      try {
        worker.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true; // libtorch still uses what would be freed
      }
    }
    detector.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
