/**
 * The configuration: its keys, where they come from, and what follows from them.
 *
 * <p>May use: detection.torch, engine, image, remote, serving.api, serving.model, Quarkus.
 */
package dev.quantmask.server.config;
