/**
 * Reads videos frame by frame, and writes them, through FFmpeg. No other package sees FFmpeg.
 *
 * <p>May use: image, io, roi, FFmpeg, GraalVM.
 */
package dev.quantmask.video;
