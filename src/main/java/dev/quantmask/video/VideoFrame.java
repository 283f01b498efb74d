package dev.quantmask.video;

import dev.quantmask.image.RgbImage;

/**
 * A frame of a video.
 *
 * @param index from 0, counted from where reading began
 * @param microseconds when it is shown, since the beginning of the video
 * @param image upright
 */
public record VideoFrame(long index, long microseconds, RgbImage image) {}
