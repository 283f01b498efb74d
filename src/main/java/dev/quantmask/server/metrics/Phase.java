package dev.quantmask.server.metrics;

import dev.quantmask.detection.Timing;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Names what the time of a request goes to, in this order. */
enum Phase {
  DECODE,
  LOAD,
  QUEUE,
  INFERENCE,
  POSTPROCESS,
  ENCODE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the times in milliseconds; without a load where there was none.
   *
   * @param answerMillis making the endpoint's answer of the detections
   */
  static Map<Phase, Double> times(Timing timing, double answerMillis) {
    Map<Phase, Double> times = new EnumMap<>(Phase.class);
    times.put(DECODE, timing.decode());
    if (timing.load() > 0) {
      times.put(LOAD, timing.load());
    }
    times.put(QUEUE, timing.queue());
    times.put(INFERENCE, timing.inference());
    times.put(POSTPROCESS, timing.postprocess());
    times.put(ENCODE, answerMillis);
    return times;
  }
}
