package dev.quantmask.serving.model;

import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.api.UnknownModelException;
import dev.quantmask.text.Text;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The models by name, and the two threads that look after them. */
public final class ModelRegistry {
  private static final System.Logger LOG = System.getLogger(ModelRegistry.class.getName());

  /** What requests for a model that is not there are counted under. */
  public static final String UNKNOWN = "unknown";

  private static final Duration RETRY_BACK_OFF = Duration.ofSeconds(10);

  private final Map<String, ServedModel> models = new LinkedHashMap<>();
  private final ServedModel defaultModel;
  // One load at a time: each uses as many threads as an inference. The thread ends when idle, and
  // with it libtorch's helpers of it.
  private final ThreadPoolExecutor loads =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> daemon(task, "model-load"));
  private final RemoteModels remote;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "model-watch"));

  public ModelRegistry(
      ModelsSettings settings, DetectorLoader loader, WarmUp warmUp, ServingObserver observer) {
    loads.allowCoreThreadTimeOut(true);
    remote = new RemoteModels(settings.models(), settings.refresh());
    ModelLoading loading =
        new ModelLoading(loader, warmUp, loads, remote, observer, System::nanoTime);
    for (ModelSettings model : settings.models()) {
      models.put(model.name(), new ServedModel(model, loading, RETRY_BACK_OFF));
    }
    defaultModel = models.values().iterator().next();
    if (!settings.reloadInterval().isZero()) {
      watchEvery(settings.reloadInterval());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is run catches everything itself
  private void watchEvery(Duration interval) {
    watch.scheduleWithFixedDelay(
        this::maintain, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void maintain() {
    for (ServedModel model : models.values()) {
      try {
        model.maintain();
      } catch (RuntimeException e) { // a look that fails must not be the last one
        LOG.log(
            Level.WARNING,
            Text.format("Model %s: checking for a new version failed", model.name()),
            e);
      }
    }
  }

  /**
   * @param name null for the default one
   */
  public ServedModel named(String name) throws UnknownModelException {
    ServedModel model = name == null ? defaultModel : models.get(name);
    if (model == null) {
      throw new UnknownModelException(name, models.keySet());
    }
    return model;
  }

  /** The name to count a request under: a client's own words must not become labels. */
  public String labelOf(String name) {
    return name == null ? defaultModel.name() : models.containsKey(name) ? name : UNKNOWN;
  }

  public ServedModel defaultModel() {
    return defaultModel;
  }

  public List<ModelStatus> status() {
    return models.values().stream().map(model -> model.status(model == defaultModel)).toList();
  }

  /**
   * Loads nothing more, and frees what nobody uses.
   *
   * @return false when a load was still under way after all patience
   */
  public boolean close(Deadline patience) {
    watch.shutdownNow();
    remote.close();
    loads.shutdown();
    models.values().forEach(ServedModel::close);
    try {
      return loads.awaitTermination(Math.max(0, patience.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
