package dev.quantmask.lambda;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** These keys are read on AWS Lambda only. */
@ConfigMapping(prefix = "quantmask.lambda")
interface LambdaConfiguration {
  /**
   * This suffix is appended to the key of an image in a bucket, which gives the key of its
   * detections. It is {@code .json} without a value.
   */
  Optional<String> detectionsSuffix();
}
