/**
 * The encoder's map: from what was found in a frame to offsets of the quantizer for each block of a
 * video's frame, and the same as rectangles.
 *
 * <p>May use: coco.mask, detection.
 */
package dev.quantmask.roi;
