package dev.quantmask.model.network;

import dev.quantmask.statistics.Interval;
import java.util.Map;

/**
 * Says how {@code tune} chose an archive. Milliseconds are those of an image's network and masks,
 * intervals are of 95%, and AP is in points.
 *
 * @param goal in words
 * @param reached whether the goal was reached
 * @param settings what was chosen, by the name of what may be
 * @param threads of an inference, with which it was measured
 * @param cpu that it was measured on
 * @param images that it was measured on
 * @param measured how many candidates were
 * @param milliseconds median over the images
 * @param speedUp how many times faster it is than the model that was tuned
 * @param boxChange box AP less that of the model that was tuned; maskChange likewise
 * @param command as it was typed
 * @param started ISO 8601, UTC
 */
public record Tuning(
    String goal,
    boolean reached,
    Map<String, String> settings,
    int threads,
    String cpu,
    int images,
    int measured,
    double milliseconds,
    Interval speedUp,
    double boxAp,
    double maskAp,
    Interval boxChange,
    Interval maskChange,
    String command,
    String started) {}
