/**
 * Metrics, traces, request ids and the log. It listens to {@code serving} and watches requests; no
 * other package depends on it.
 *
 * <p>May use: detection, image, server.models, server.problem, server.request, server.streaming,
 * serving, serving.api, serving.model, Micrometer, OpenTelemetry, Quarkus, Vert.x.
 */
package dev.quantmask.server.metrics;
