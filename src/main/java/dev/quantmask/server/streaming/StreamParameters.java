package dev.quantmask.server.streaming;

import dev.quantmask.image.YuvFormat;
import dev.quantmask.server.request.QueryOptions;
import dev.quantmask.server.request.RequestOptions;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the query of a stream says, for all of its frames.
 *
 * @param raw empty where frames are encoded images
 * @param tracking empty where objects are not followed
 */
record StreamParameters(
    RequestOptions options, Optional<YuvFormat> raw, Optional<StreamTracking> tracking) {
  private static final String TRACKING = "tracking";

  /**
   * Reads them.
   *
   * @param most bytes that a frame may have
   */
  static StreamParameters of(MultiMap parameters, long most) {
    Set<String> ofStreams = new TreeSet<>(FrameParameters.NAMES);
    ofStreams.add(TRACKING);
    boolean isTracking = Boolean.TRUE.equals(QueryOptions.flag(parameters, TRACKING));
    return new StreamParameters(
        QueryOptions.of(parameters, ofStreams).ofStream(),
        FrameParameters.of(parameters, most),
        isTracking ? Optional.of(new StreamTracking()) : Optional.empty());
  }
}
