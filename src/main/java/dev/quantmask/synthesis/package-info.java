/**
 * Rendered game scenes with exact masks.
 *
 * <p>May use: image, files, Jackson.
 */
package dev.quantmask.synthesis;
