package dev.quantmask.detection.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quantmask.detection.Timing;

/**
 * A {@link Timing} as JSON, in milliseconds to the microsecond.
 *
 * @param load null unless this request loaded the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimingResponse(
    double decode,
    double queue,
    Double load,
    double inference,
    double postprocess,
    double total,
    boolean coldStart) {
  static TimingResponse of(Timing timing) {
    return new TimingResponse(
        rounded(timing.decode()),
        rounded(timing.queue()),
        timing.coldStart() ? rounded(timing.load()) : null,
        rounded(timing.inference()),
        rounded(timing.postprocess()),
        rounded(timing.total()),
        timing.coldStart());
  }

  private static double rounded(double milliseconds) {
    return Math.round(milliseconds * 1000) / 1000.0;
  }
}
