/**
 * The encoder's map: from the masks of objects in a frame to offsets of the quantizer for each
 * block of a video's frame, and the same as rectangles.
 *
 * <p>May use: coco.mask.
 */
package dev.quantmask.roi;
