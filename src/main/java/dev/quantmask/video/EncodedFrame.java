package dev.quantmask.video;

/**
 * What an encoder gives when a frame comes.
 *
 * @param bytes that are sent; 0 where it leaves the frame out, or keeps it for later
 * @param milliseconds that encoding took
 * @param shown what a player shows; null before the first frame, and unless the settings ask for it
 */
public record EncodedFrame(int bytes, double milliseconds, YuvImage shown) {}
