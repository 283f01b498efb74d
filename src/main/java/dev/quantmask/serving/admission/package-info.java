/**
 * Admits requests, or refuses them: the queue, and the memory of bodies and images.
 *
 * <p>May use: serving.api.
 */
package dev.quantmask.serving.admission;
