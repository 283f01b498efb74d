/**
 * Bounds what a connection may hold and how long it may be silent, on HTTP/1.1 and HTTP/2.
 *
 * <p>May use: server.config, server.problem, server.request, Quarkus, Vert.x.
 */
package dev.quantmask.server.connection;
