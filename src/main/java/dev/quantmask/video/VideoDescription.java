package dev.quantmask.video;

import java.util.OptionalLong;

/**
 * What a video is, as far as its beginning tells.
 *
 * @param name of the video for people, without what is secret in an address
 * @param width of its first frame in pixels, upright, as {@code height}
 * @param frameRate the average; frames of a video with a variable rate come when they come
 * @param frames how many there are, if that is known
 * @param microseconds how long it is, if that is known
 * @param live whether it continues while nobody reads it, as a camera does
 */
public record VideoDescription(
    String name,
    int width,
    int height,
    FrameRate frameRate,
    OptionalLong frames,
    OptionalLong microseconds,
    boolean live) {}
