package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Tells the log, and who observes, what becomes of a model. */
record ModelEvents(String name, ServingObserver observer) {
  private static final System.Logger LOG = System.getLogger(ModelEvents.class.getName());

  void loaded(Detector detector, boolean replaces) {
    LoadTiming time = detector.loadTime();
    ModelDescription model = detector.model();
    LOG.log(
        Level.INFO,
        Text.format(
            "Model %s: %s %s (%s, computed in %s on %s) in %.0f ms%s",
            name,
            replaces ? "replaced by" : "loaded",
            model.name(),
            model.scheme(),
            model.precision().label(),
            model.device(),
            time.archive(),
            time.runtime() < 1 ? "" : Text.format(", after %.0f ms of libtorch", time.runtime())));
    observer.modelLoaded(name, time);
  }

  /**
   * @param serves whether another version of it does
   */
  void failed(String reason, boolean serves, Throwable cause) {
    String message =
        Text.format(
            "Model %s: %s%s", name, reason, serves ? "; still serving the previous version" : "");
    // What was thrown to be read needs no trace.
    LOG.log(
        serves ? Level.WARNING : Level.INFO, message, cause instanceof IOException ? null : cause);
    observer.modelFailed(name, reason);
  }

  void unloaded(String why) {
    LOG.log(Level.INFO, "Model {0}: unloaded, {1}", name, why);
    observer.modelUnloaded(name);
  }
}
