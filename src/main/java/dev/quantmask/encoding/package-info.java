/**
 * Encodes a video with the map of what is in it and without, and reports what the map gains.
 *
 * <p>May use: chart, coco.mask, image, io, roi, video.
 */
package dev.quantmask.encoding;
