package dev.quantmask.encoding;

/**
 * What came out of encoding.
 *
 * @param kilobitsPerSecond of all frames together
 * @param bitsPerFrame the mean
 * @param largestFrame in bits
 * @param insidePsnr in dB of luma, within objects; not a number where there were none
 * @param insideSsim the mean over windows
 * @param milliseconds of the encoder, the mean of a frame
 */
public record EncodingFigures(
    double kilobitsPerSecond,
    double bitsPerFrame,
    long largestFrame,
    double insidePsnr,
    double outsidePsnr,
    double insideSsim,
    double outsideSsim,
    double milliseconds) {}
