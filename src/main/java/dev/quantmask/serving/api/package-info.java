/**
 * What endpoints and the server tell each other: limits, deadlines, outcomes, exceptions.
 *
 * <p>May use: detection, image.
 */
package dev.quantmask.serving.api;
