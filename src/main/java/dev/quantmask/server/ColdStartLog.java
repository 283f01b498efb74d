package dev.quantmask.server;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.Timing;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.text.Text;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Logs once where the time went from the start of the process to the first detection. */
@Singleton
final class ColdStartLog implements ServingObserver {
  private static final Logger LOG = Logger.getLogger(ColdStartLog.class);

  private final AtomicBoolean done = new AtomicBoolean();
  private volatile Instant started = Instant.now();
  private volatile LoadTiming load = LoadTiming.NONE;

  void onStart(@Observes StartupEvent event) {
    started = Instant.now();
  }

  @Override
  public void modelLoaded(String model, LoadTiming time) {
    if (!done.get()) {
      load = time;
    }
  }

  @Override
  public void answered(String model, DetectionResult result, double answerMillis) {
    Instant end = Instant.now();
    if (done.compareAndSet(false, true)) {
      // Not in the first answer's way: the management beans take a while to come up.
      Thread thread =
          new Thread(() -> log(end, result.detections().timing(), answerMillis), "cold-start-log");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void log(Instant end, Timing timing, double answerMillis) {
    // To the millisecond; ProcessHandle knows it to the second in some containers.
    Instant begin = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    double all = milliseconds(begin, end);
    double start = milliseconds(begin, started);
    LOG.info(
        Text.format(
            "Cold start, ms: JVM and Quarkus %.0f, until the first request %.0f, decoding %.0f,"
                + " libtorch %.0f, model %.0f, waiting %.0f, first inference %.0f, masks %.0f,"
                + " answer %.0f; in all %.0f",
            start,
            all - start - timing.total() - answerMillis,
            timing.decode(),
            load.runtime(),
            load.archive(),
            timing.total()
                - timing.decode()
                - (timing.coldStart() ? load.total() : 0)
                - timing.inference()
                - timing.postprocess(),
            timing.inference(),
            timing.postprocess(),
            answerMillis,
            all));
  }

  private static double milliseconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
