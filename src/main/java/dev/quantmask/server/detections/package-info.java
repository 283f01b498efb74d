/**
 * The endpoints that take images: POST /detect of Funqy and POST /v1/detections, of one image or
 * several. Lambda calls the same code.
 *
 * <p>May use: detection, detection.output, image, server.config, server.problem, server.request,
 * serving, serving.api, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.detections;
