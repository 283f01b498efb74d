/**
 * Bytes to a bounded RGB image, and drawing on it.
 *
 * <p>May use: the JDK, ImageIO plug-ins, metadata-extractor.
 */
package dev.quantmask.image;
