/**
 * Wires the service: the detector as a bean, the start, the shutdown, the OpenAPI description.
 *
 * <p>May use: detection, detection.torch, engine, image, io, server.config, server.connection,
 * server.problem, server.request, server.security, server.streaming, serving, serving.api,
 * serving.model, CloudEvents, Jackson, Quarkus, SnakeYAML, Vert.x.
 */
package dev.quantmask.server;
