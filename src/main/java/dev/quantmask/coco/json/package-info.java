/**
 * Reads JSON as a stream, for files of millions of numbers that a short process reads once.
 *
 * <p>May use: io.
 */
package dev.quantmask.coco.json;
