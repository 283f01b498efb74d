/**
 * Bytes to a bounded RGB image, and drawing on it.
 *
 * <p>May use: the JDK, the WebP plug-in for ImageIO.
 */
package dev.quantmask.image;
