package dev.quantmask.serving.model;

import dev.quantmask.detection.torch.ModelSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A model that can be asked for.
 *
 * @param idleTimeout so long without a request, it is freed
 */
public record ModelSettings(String name, ModelSource source, Optional<Duration> idleTimeout) {}
