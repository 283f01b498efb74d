package dev.quantmask.model.network;

/**
 * Holds what the shapes inside a network depend on, for one image.
 *
 * @param height of the network's input in pixels, padded
 * @param width of the same
 * @param proposals that the box head sees
 * @param detections that the mask head sees
 */
public record NetworkSizes(int height, int width, int proposals, int detections) {}
