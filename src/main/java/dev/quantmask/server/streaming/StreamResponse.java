package dev.quantmask.server.streaming;

/**
 * What a frame is answered.
 *
 * @param text as it is sent
 * @param end {@link FrameEnd#ANSWERED} or {@link FrameEnd#REFUSED}, once it is sent
 */
public record StreamResponse(String text, FrameEnd end) {}
