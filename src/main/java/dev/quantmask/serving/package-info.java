/**
 * One way from a request to its answer, behind every door: admission, deadlines, batches, and the
 * models by name.
 *
 * <p>May use: detection, image.
 */
package dev.quantmask.serving;
