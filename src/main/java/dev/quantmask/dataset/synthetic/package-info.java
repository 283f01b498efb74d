/**
 * Renders game scenes with exact masks.
 *
 * <p>May use: image, io, Jackson.
 */
package dev.quantmask.dataset.synthetic;
