package dev.quantmask.serving.model;

import java.time.Duration;
import java.util.List;

/**
 * The models of a server.
 *
 * @param models at least one, with names unlike each other; the first is the default
 * @param reloadInterval how often files are looked at; 0: never
 * @param refresh how often those are looked at that others keep; 0: never
 */
public record ModelsSettings(
    List<ModelSettings> models, Duration reloadInterval, Duration refresh) {
  public ModelsSettings {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models: expected at least one, found none");
    }
  }
}
