/**
 * The endpoint of CloudEvents.
 *
 * <p>May use: detection.output, image, server.problem, server.request, serving, serving.api,
 * CloudEvents, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.cloudevents;
