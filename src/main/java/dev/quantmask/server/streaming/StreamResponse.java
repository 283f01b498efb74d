package dev.quantmask.server.streaming;

/**
 * Holds the response to a frame.
 *
 * @param <M> what is sent
 * @param message as it is sent
 * @param end {@link FrameEnd#ANSWERED} or {@link FrameEnd#REFUSED}, once it is sent
 */
public record StreamResponse<M>(M message, FrameEnd end) {}
