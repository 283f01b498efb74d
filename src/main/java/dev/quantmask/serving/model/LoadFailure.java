package dev.quantmask.serving.model;

import dev.quantmask.detection.torch.ModelSource;
import java.time.Duration;

/**
 * A load that failed. It is remembered, so that a broken archive is not read again for each
 * request, until the archive changes or the back-off has passed.
 *
 * @param reason for the operator
 * @param stamp of the file that was read
 */
record LoadFailure(String reason, String stamp, long atNanos) {
  boolean isWorthRetrying(ModelSource source, Duration backOff, long now) {
    return now - atNanos >= backOff.toNanos() || !source.stamp().equals(stamp);
  }
}
