/**
 * Errors as the client sees them: problem+json, or a status of gRPC, for each exception.
 *
 * <p>May use: image, serving.api, Jackson, protobuf, Quarkus, Vert.x.
 */
package dev.quantmask.server.problem;
