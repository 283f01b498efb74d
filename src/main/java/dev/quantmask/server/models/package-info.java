/**
 * The endpoint that lists the models, and readiness.
 *
 * <p>May use: detection, detection.torch, server.config, serving, serving.model, Jackson, Quarkus.
 */
package dev.quantmask.server.models;
