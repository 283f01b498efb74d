/**
 * A session of frames in and answers out, of which the newest frame counts; it knows neither
 * pictures nor sockets.
 *
 * <p>May use: Vert.x' futures.
 */
package dev.quantmask.function.stream;
