/**
 * Decodes bytes to an RGB image within limits, and draws on it.
 *
 * <p>May use: io, ImageIO.
 */
package dev.quantmask.image;
