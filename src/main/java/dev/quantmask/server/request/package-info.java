/**
 * What every request passes before its endpoint: the list of endpoints, admission, the body, the
 * options, the time limit.
 *
 * <p>May use: detection, detection.output, image, io, roi, server.config, server.problem, serving,
 * serving.admission, serving.api, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.request;
