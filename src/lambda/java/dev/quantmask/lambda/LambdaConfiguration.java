package dev.quantmask.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Every key under {@code quantmask.lambda}. */
@ConfigMapping(prefix = "quantmask.lambda")
interface LambdaConfiguration {
  /** What is hung on to a frame's key for that of its detections. */
  @WithDefault(".json")
  String detectionsSuffix();
}
