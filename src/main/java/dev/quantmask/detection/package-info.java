/**
 * An archive loaded into libtorch by DJL: image in, detections with timing out.
 *
 * <p>May use: image, coco, maskrcnn (the archive's description), DJL.
 */
package dev.quantmask.detection;
