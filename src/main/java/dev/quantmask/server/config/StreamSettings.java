package dev.quantmask.server.config;

import java.time.Duration;

/**
 * Limits of streams.
 *
 * @param most that are open at the same time
 * @param maxFrame bytes of one frame
 * @param idle so long without a frame, a stream is closed
 * @param ping so often, the client is asked whether it is there
 */
public record StreamSettings(int most, int maxFrame, Duration idle, Duration ping) {}
