/**
 * Decodes bytes to an RGB image within limits, and draws on it.
 *
 * <p>May use: image.vp8, image.vp8l, io, ImageIO.
 */
package dev.quantmask.image;
