/**
 * Errors as the client sees them: problem+json, with a status for each exception.
 *
 * <p>May use: image, serving.api, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.problem;
