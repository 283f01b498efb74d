package dev.quantmask.lambda;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Every key under {@code quantmask.lambda}. */
@ConfigMapping(prefix = "quantmask.lambda")
interface LambdaConfiguration {
  /**
   * The ending that the key of an image gets to become the key of its detections; {@code .json}
   * without a value.
   */
  Optional<String> detectionsSuffix();
}
