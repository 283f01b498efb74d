/**
 * Follows objects over the frames of a video: ByteTrack, with the ids of supervision 0.30.9.
 *
 * <p>May use: coco.mask, detection.
 */
package dev.quantmask.tracking;
