package dev.quantmask.video;

/**
 * A frame of an encoded stream.
 *
 * @param bytes that are sent; 0 where the encoder leaves the frame out
 * @param milliseconds that encoding took
 * @param shown what a player shows
 */
public record EncodedFrame(int bytes, double milliseconds, YuvImage shown) {}
