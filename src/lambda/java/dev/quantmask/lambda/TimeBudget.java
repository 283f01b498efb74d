package dev.quantmask.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.quantmask.serving.api.Deadline;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long an invocation may still take before Lambda ends it without an answer. */
final class TimeBudget {
  /** For writing the answer. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  /** Lambda's longest. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration LEAST = Duration.ofMillis(1);

  private final LongSupplier nanoTime;
  private final long end;

  private TimeBudget(LongSupplier nanoTime, Duration allowed) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + allowed.toNanos();
  }

  static TimeBudget of(Context context) {
    return of(context, System::nanoTime);
  }

  static TimeBudget of(Context context, LongSupplier nanoTime) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    // Quarkus' event server tells no deadline, and its context then returns any number.
    boolean told = !remaining.isNegative() && remaining.compareTo(LONGEST) <= 0;
    return new TimeBudget(nanoTime, told ? remaining.minus(RESERVE) : LONGEST);
  }

  /** At least a millisecond, so that who comes too late hears it from the server. */
  Duration remaining() {
    Duration remaining = Duration.ofNanos(end - nanoTime.getAsLong());
    return remaining.compareTo(LEAST) < 0 ? LEAST : remaining;
  }

  /**
   * The deadline of one request.
   *
   * @param timeout of the request, from now
   */
  Deadline deadline(Duration timeout) {
    Duration remaining = remaining();
    return Deadline.in(timeout.compareTo(remaining) < 0 ? timeout : remaining);
  }
}
