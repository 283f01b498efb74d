/**
 * The endpoint of CloudEvents.
 *
 * <p>May use: detection.output, image, server.detections, server.problem, server.request,
 * serving.api, CloudEvents, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.cloudevents;
