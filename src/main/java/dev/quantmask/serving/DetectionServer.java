package dev.quantmask.serving;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.detection.Timing;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.OutOfMemory;
import dev.quantmask.serving.admission.Admission;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.ClientDisconnectedException;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.ServingLimits;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.api.UnknownModelException;
import dev.quantmask.serving.model.DetectorLoader;
import dev.quantmask.serving.model.ModelLease;
import dev.quantmask.serving.model.ModelRegistry;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.serving.model.ModelStatus;
import dev.quantmask.serving.model.ModelsSettings;
import dev.quantmask.serving.model.ServedModel;
import dev.quantmask.serving.model.WarmUp;
import dev.quantmask.serving.scheduling.InferenceWorkerPool;
import dev.quantmask.text.Text;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The one way from a request to its answer, behind every endpoint. Safe for use by several threads;
 * it blocks, so no event loop may call {@link #detect}.
 *
 * <p>What it holds is bounded: requests by {@link Admission}, decoded images by {@link
 * BoundedImageDecoder}, running networks by {@link InferenceWorkerPool}.
 */
public final class DetectionServer {
  private static final System.Logger LOG = System.getLogger(DetectionServer.class.getName());

  private final ServingLimits limits;
  private final ServingObserver observer;
  private final InferenceWorkerPool workers;
  private final Admission admission;
  private final BoundedImageDecoder decoding;
  private final WarmUp warmUp;
  private final ModelRegistry models;

  public DetectionServer(
      ServingLimits limits,
      ModelsSettings models,
      DetectorLoader loader,
      ServingObserver observer) {
    this.limits = limits;
    this.observer = observer;
    this.workers = new InferenceWorkerPool(limits.workers(), limits.batch(), observer);
    this.admission = new Admission(limits, workers::backlog);
    this.decoding = new BoundedImageDecoder(limits.image(), limits.imageBytes());
    this.warmUp = new WarmUp(workers, limits.imageBytes());
    this.models = new ModelRegistry(models, loader, warmUp, observer);
  }

  /**
   * Decodes, loads the model if nobody has yet, waits for a worker, and detects.
   *
   * @param answer makes the endpoint's answer, while the image's memory is accounted for
   * @throws ImageException when the bytes are not an image within the limits
   * @throws ServingException when the request was not started, or would be late
   */
  public <T> T detect(DetectionRequest request, Function<DetectionResult, T> answer)
      throws ImageException, ServingException {
    Stopwatch watch = new Stopwatch();
    try {
      ServedModel model = models.named(request.model());
      try (Admission.Permit permit = admission.enter(request.permit());
          BoundedImageDecoder.Reserved memory = reserve(request)) {
        return answer(model, request, memory, watch, answer);
      }
    } catch (ImageException | ServingException | RuntimeException | Error e) {
      if (OutOfMemory.in(e).isPresent()) {
        throw memoryIsShort(request, e, watch);
      }
      observer.refused(models.labelOf(request.model()), Outcome.of(e), watch.total());
      throw e;
    }
  }

  /** Returns 503: the image may be valid, and can be decoded when others have been answered. */
  private OverloadedException memoryIsShort(
      DetectionRequest request, Throwable failure, Stopwatch watch) {
    LOG.log(
        Level.ERROR,
        Text.format(
            "Memory was short, a request is answered with 503; %d pixels are decoded besides",
            decoding.pixels()),
        failure);
    observer.refused(models.labelOf(request.model()), Outcome.OVERLOADED, watch.total());
    return new OverloadedException("memory is short; retry later");
  }

  private BoundedImageDecoder.Reserved reserve(DetectionRequest request)
      throws ImageException, ServingException {
    if (request.client().isGone()) {
      throw new ClientDisconnectedException();
    }
    request.deadline().check();
    return decoding.reserve(request);
  }

  /**
   * Decodes and answers in a frame of its own: once it has returned, nothing refers to the pixels.
   */
  private <T> T answer(
      ServedModel model,
      DetectionRequest request,
      BoundedImageDecoder.Reserved memory,
      Stopwatch watch,
      Function<DetectionResult, T> answer)
      throws ImageException, ServingException {
    BoundedImageDecoder.Pixels pixels = memory.decode();
    warmUp.sees(pixels.image());
    try (ModelLease lease = lease(model, request, watch)) {
      DetectionResult result = infer(model.name(), request, pixels, lease, watch);
      request.deadline().check();
      Stopwatch answering = new Stopwatch();
      T answered = answer.apply(result);
      observer.answered(model.name(), result, answering.total());
      return answered;
    }
  }

  /** Starts a lap: what follows is waiting for a worker, and the network. */
  private static ModelLease lease(ServedModel model, DetectionRequest request, Stopwatch watch)
      throws ServingException {
    watch.lap();
    return model.lease(request.deadline());
  }

  private DetectionResult infer(
      String model,
      DetectionRequest request,
      BoundedImageDecoder.Pixels pixels,
      ModelLease lease,
      Stopwatch watch)
      throws ServingException {
    double acquired = watch.lap();
    PendingDetections inference =
        workers.run(model, lease.detector(), pixels.image(), request.deadline(), request.client());
    double ran = watch.lap();
    Detections found = inference.detections(request.options());
    double network = found.timing().inference();
    // Who waited for another request's load has queued, not loaded.
    double load = lease.loadedHere() ? acquired : 0;
    double queue = pixels.waited() + acquired - load + Math.max(0, ran - network);
    Timing timing =
        new Timing(
            pixels.decode(),
            queue,
            load,
            network,
            found.timing().postprocess(),
            watch.total(),
            lease.loadedHere());
    return new DetectionResult(pixels.image(), found.timed(timing), lease.detector().model());
  }

  /**
   * Lets a request in, before its body is read.
   *
   * @param bytes of the body, or the most that it may have
   * @return to be closed when the body is needed no more
   * @throws ServingException when the request would be refused now, or there is no memory for it
   */
  public BodyMemoryPermit admitBody(long bytes) throws ServingException {
    try {
      return admission.admitBody(bytes);
    } catch (ServingException e) {
      observer.refused(ModelRegistry.UNKNOWN, Outcome.of(e), 0);
      throw e;
    }
  }

  /**
   * Checks the name of a model before the first image comes, as for a stream.
   *
   * @param name null for the default one
   * @throws UnknownModelException when there is none of this name
   */
  public void requireModel(String name) throws UnknownModelException {
    models.named(name);
  }

  /** The models, the default one first. */
  public List<ModelStatus> models() {
    return models.status();
  }

  /** The default model. */
  public ModelState state() {
    return models.defaultModel().state();
  }

  /**
   * Loads a model, again if it is loaded, and waits.
   *
   * @throws ServingException when it cannot be loaded, saying why
   */
  public void load(String model, Deadline deadline) throws ServingException {
    models.named(model).load(deadline);
  }

  /** Unloads a model until it is loaded by {@link #load}, and waits for the requests it serves. */
  public void unload(String model, Deadline deadline) throws ServingException {
    models.named(model).unload(deadline);
  }

  /** Begins to load the default model, unless loaded, loading, or failed a moment ago. */
  public void prepare() {
    models.defaultModel().prepare();
  }

  public ServingLimits limits() {
    return limits;
  }

  public ServerLoad load() {
    return new ServerLoad(
        admission.inside(),
        workers.waiting(),
        workers.running(),
        workers.busy(),
        decoding.pixels(),
        admission.bodyBytes());
  }

  /** Takes no more requests; those that are in are answered. */
  public void drain() {
    admission.drain();
  }

  /**
   * Takes no more requests, refuses those that wait, finishes those that run, and frees the models.
   *
   * @return false when libtorch was still busy after all patience; nothing was freed under it, and
   *     the process must not end in the usual way, which would
   */
  public boolean close(Duration patience) {
    Deadline deadline = Deadline.in(patience);
    drain();
    boolean idle = workers.close(deadline);
    return models.close(deadline) && idle;
  }
}
