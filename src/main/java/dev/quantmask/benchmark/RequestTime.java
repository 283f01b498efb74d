package dev.quantmask.benchmark;

/**
 * Says what one request took, in milliseconds.
 *
 * @param endToEnd from the bytes of the image to those of the answer
 * @param decode bytes to pixels
 * @param network the network, from pixels to its detections
 * @param masks pasting and encoding masks
 * @param json the answer
 */
record RequestTime(double endToEnd, double decode, double network, double masks, double json) {}
