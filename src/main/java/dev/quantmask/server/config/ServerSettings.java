package dev.quantmask.server.config;

import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.serving.api.BatchPolicy;
import dev.quantmask.serving.api.ServingLimits;
import dev.quantmask.serving.model.ModelsSettings;
import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * The configuration, checked: an error names the key, what it expects, and what it found.
 *
 * @param threads of one inference
 * @param maxBody bytes of one request
 * @param maxImagesPerRequest images of one request
 * @param maxPixelsPerRequest of all of them together
 * @param headTimeout of a request's head, from its first byte
 * @param timeout until when a request is answered
 */
public record ServerSettings(
    boolean eager,
    Device device,
    int threads,
    ModelsSettings models,
    ServingLimits limits,
    long maxBody,
    int maxImagesPerRequest,
    long maxPixelsPerRequest,
    StreamSettings streams,
    Duration headTimeout,
    Duration timeout) {
  private static final int MOST_THREADS = 1024;
  private static final int CORES_OF_A_WORKER = 4;
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 3; // three bytes each, in one array
  private static final long MOST_BODY = Integer.MAX_VALUE / 2;
  private static final long MOST_BODIES = 1L << 40;
  private static final int MOST_BATCH = 1024;
  private static final int MOST_STREAMS = 10_000;
  private static final long LONGEST = Duration.ofDays(1).toMillis();

  public static ServerSettings of(QuantmaskConfig configuration) {
    QuantmaskConfig.Limits limits = configuration.limits();
    HeapShares heap = HeapShares.ofThisProcess();
    int cores = Runtime.getRuntime().availableProcessors();
    int workers = configuration.inference().workers().orElse(workersOf(cores));
    checked("quantmask.inference.workers", workers, MOST_THREADS);
    int threads = configuration.inference().threadsPerWorker().orElse(Math.max(1, cores / workers));
    checked("quantmask.inference.threads-per-worker", threads, MOST_THREADS);
    long maxBody =
        checked("quantmask.limits.max-body-size", limits.maxBodySize().asLongValue(), MOST_BODY);
    checked("quantmask.limits.head-timeout", limits.headTimeout().toMillis(), LONGEST);
    checked("quantmask.limits.timeout", limits.timeout().toMillis(), LONGEST);
    return new ServerSettings(
        configuration.model().load() == QuantmaskConfig.LoadMode.EAGER,
        configuration.device(),
        threads,
        ModelsConfig.settings(configuration),
        new ServingLimits(
            image(limits),
            heap.images(limits.maxImagePixels()),
            workers,
            checked("quantmask.queue.max-size", configuration.queue().maxSize(), 100_000),
            heap.bodies(bodies(limits, maxBody), maxBody),
            batch(configuration.batch())),
        maxBody,
        checked(
            "quantmask.limits.max-images-per-request", limits.maxImagesPerRequest(), MOST_BATCH),
        checked(
            "quantmask.limits.max-pixels-per-request",
            limits.maxPixelsPerRequest(),
            MOST_BATCH * MOST_PIXELS),
        streams(limits),
        limits.headTimeout(),
        limits.timeout());
  }

  /**
   * One inference gains less with every further thread, and what it does between its layers gains
   * nothing: more than a few cores do more work as several workers.
   */
  static int workersOf(int cores) {
    return Math.max(1, cores / CORES_OF_A_WORKER);
  }

  private static ImageLimits image(QuantmaskConfig.Limits limits) {
    return new ImageLimits(
        checked("quantmask.limits.max-image-width", limits.maxImageWidth(), Integer.MAX_VALUE),
        checked("quantmask.limits.max-image-height", limits.maxImageHeight(), Integer.MAX_VALUE),
        checked("quantmask.limits.max-image-pixels", limits.maxImagePixels(), MOST_PIXELS));
  }

  private static long bodies(QuantmaskConfig.Limits limits, long maxBody) {
    long bodies =
        checked(
            "quantmask.limits.max-total-body-size",
            limits.maxTotalBodySize().asLongValue(),
            MOST_BODIES);
    if (bodies < maxBody) {
      throw new ConfigurationException(
          Text.format(
              "quantmask.limits.max-total-body-size: expected at least quantmask.limits.max-body-size, %d, found %d",
              maxBody, bodies));
    }
    return bodies;
  }

  private static StreamSettings streams(QuantmaskConfig.Limits limits) {
    long frame =
        checked("quantmask.limits.max-frame-size", limits.maxFrameSize().asLongValue(), MOST_BODY);
    checked("quantmask.limits.stream-idle-timeout", limits.streamIdleTimeout().toMillis(), LONGEST);
    checked(
        "quantmask.limits.stream-ping-interval", limits.streamPingInterval().toMillis(), LONGEST);
    return new StreamSettings(
        checked("quantmask.limits.max-streams", limits.maxStreams(), MOST_STREAMS),
        (int) frame,
        limits.streamIdleTimeout(),
        limits.streamPingInterval());
  }

  private static BatchPolicy batch(QuantmaskConfig.Batch batch) {
    int size = checked("quantmask.batch.max-size", batch.maxSize(), MOST_BATCH);
    long delay = batch.maxDelay().toMillis();
    if (delay < 0 || delay > LONGEST) {
      throw new ConfigurationException(
          Text.format("quantmask.batch.max-delay: expected 0 to %d ms, found %d", LONGEST, delay));
    }
    return new BatchPolicy(size, batch.maxDelay());
  }

  private static int checked(String key, int value, int most) {
    return (int) checked(key, (long) value, most);
  }

  private static long checked(String key, long value, long most) {
    if (value < 1 || value > most) {
      throw new ConfigurationException(
          Text.format("%s: expected a whole number from 1 to %d, found %d", key, most, value));
    }
    return value;
  }
}
