/**
 * The WebSocket endpoint: a session of frames, of which the newest counts.
 *
 * <p>May use: image, server.config, server.detections, server.problem, server.request, serving,
 * serving.admission, serving.api, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.streaming;
