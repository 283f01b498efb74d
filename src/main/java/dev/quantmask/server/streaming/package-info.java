/**
 * The WebSocket endpoint: a session of frames, of which the newest counts.
 *
 * <p>May use: detection, image, server.config, server.detections, server.problem, server.request,
 * serving, serving.admission, serving.api, tracking, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.streaming;
