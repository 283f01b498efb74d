/**
 * The queue of images that wait, and the workers that take batches from it.
 *
 * <p>May use: detection, image, serving.api.
 */
package dev.quantmask.serving.scheduling;
