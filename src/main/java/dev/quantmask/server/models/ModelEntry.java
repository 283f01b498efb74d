package dev.quantmask.server.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.serving.model.ModelStatus;
import java.util.List;
import java.util.OptionalLong;

/**
 * A model in the list; what is not known is left out. How much memory it takes cannot be told:
 * libtorch keeps what it has freed, and other requests take and give meanwhile.
 *
 * @param state not loaded, loading, ready, failed or unloaded
 * @param reason why it failed, or why the file that is there now was not taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelEntry(
    String name,
    @JsonProperty("default") boolean isDefault,
    String state,
    String reason,
    String scheme,
    String precision,
    String device,
    String sha256,
    List<String> classes,
    String file,
    Long fileBytes,
    Double loadedMs) {
  static ModelEntry of(ModelStatus status) {
    ModelState state = status.state();
    if (state instanceof ModelState.Ready ready) {
      return of(status, ready);
    }
    if (state instanceof ModelState.Failed failed) {
      return of(status, "failed", failed.reason(), null, null);
    }
    return of(status, word(state), null, null, null);
  }

  /** Names a state of a model that is not there. */
  static String word(ModelState state) {
    return state instanceof ModelState.Loading
        ? "loading"
        : state instanceof ModelState.Unloaded ? "unloaded" : "not loaded";
  }

  private static ModelEntry of(ModelStatus status, ModelState.Ready ready) {
    double loaded = Math.round(ready.loadMillis() * 1000) / 1000.0;
    return of(status, "ready", ready.replacementProblem().orElse(null), ready.model(), loaded);
  }

  private static ModelEntry of(
      ModelStatus status, String state, String reason, ModelDescription model, Double loaded) {
    OptionalLong bytes = status.source().size();
    return new ModelEntry(
        status.name(),
        status.isDefault(),
        state,
        reason,
        model == null ? null : model.scheme(),
        model == null ? null : model.precision().label(),
        model == null ? null : model.device(),
        model == null ? null : model.sha256(),
        model == null ? null : model.classes(),
        status.source().label(),
        bytes.isPresent() ? bytes.getAsLong() : null,
        loaded);
  }
}
