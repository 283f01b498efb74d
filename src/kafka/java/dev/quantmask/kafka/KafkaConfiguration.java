package dev.quantmask.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * These keys are read in the build for Kafka only. Where the brokers are, and who connects, Kafka's
 * own keys say, such as {@code kafka.bootstrap.servers}.
 */
@ConfigMapping(prefix = "quantmask.kafka")
interface KafkaConfiguration {
  /** With true, the service connects to Kafka. */
  @WithDefault("false")
  boolean enabled();

  /** Images are read from this topic. */
  @WithDefault("images")
  String imagesTopic();

  /** Detections are written to this topic. */
  @WithDefault("detections")
  String detectionsTopic();

  /** Problems of messages that cannot be answered are written to this topic. */
  @WithDefault("dead-letters")
  String deadLettersTopic();

  /** Instances of one group share the partitions of the topic. */
  @WithDefault("quantmask")
  String group();

  /**
   * At most this many messages are in work at the same time. The default is one more than all
   * workers take, each with a whole batch, so that an image is decoded while others are computed.
   */
  OptionalInt maxInFlight();

  /**
   * Events may refer to images below these addresses, and to no others: {@code https://HOST/PATH/}
   * or {@code s3://BUCKET/PREFIX/}, separated by commas. Without a value, no reference is followed.
   */
  Optional<String> references();
}
