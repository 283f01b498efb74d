/**
 * API keys, and the check that a request has one.
 *
 * <p>May use: io, server.config, server.problem, server.request, Quarkus, Vert.x.
 */
package dev.quantmask.server.security;
