package dev.quantmask.server.streaming;

/**
 * Holds the response to a frame.
 *
 * @param text as it is sent
 * @param end {@link FrameEnd#ANSWERED} or {@link FrameEnd#REFUSED}, once it is sent
 */
public record StreamResponse(String text, FrameEnd end) {}
