/**
 * The service on Apache Kafka: images and CloudEvents come from a topic, detections go to another
 * one, and what cannot be read to a third. Only in the build with the profile {@code kafka}.
 *
 * <p>May use: detection.output, image, remote, serving, serving.admission, serving.api, server,
 * CloudEvents, Jackson, Kafka's client, Micrometer, Quarkus, Reactive Messaging, Vert.x.
 */
package dev.quantmask.kafka;
