package dev.quantmask.server.openinference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.image.ImageException;
import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.DetectRequest;
import dev.quantmask.server.request.RequestContext;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.server.request.RequestPixels;
import dev.quantmask.serving.DetectionRequest;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.UnknownModelException;
import dev.quantmask.serving.model.ModelStatus;
import dev.quantmask.text.Text;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does what requests of the protocol ask for, as REST and as gRPC. */
@Singleton
public class InferenceService {
  private final DetectionServer server;
  private final ServerSettings settings;
  private final InferenceStatistics statistics;
  private final InputImages inputImages;

  InferenceService(
      DetectionServer server, ServerSettings settings, InferenceStatistics statistics) {
    this.server = server;
    this.statistics = statistics;
    this.settings = settings;
    this.inputImages = new InputImages(settings.limits().image(), settings.maxImagesPerRequest());
  }

  /**
   * @throws ProblemException when a model has no such version
   */
  public static void requireVersion(String version) {
    if (!version.equals(ModelMetadata.VERSION)) {
      throw new ProblemException(
          404,
          Text.format(
              "version: expected %s, found \"%s\"",
              ModelMetadata.VERSION, TextExcerpt.of(version)));
    }
  }

  public void requireModel(String name) throws UnknownModelException {
    server.requireModel(name);
  }

  public ModelMetadata metadata(String name) throws UnknownModelException {
    server.requireModel(name);
    return ModelMetadata.of(name);
  }

  public ModelConfiguration configuration(String name) throws UnknownModelException {
    server.requireModel(name);
    return ModelConfiguration.of(status(name), settings);
  }

  public ModelStatistics statistics(String name) throws UnknownModelException {
    server.requireModel(name);
    return statistics.named(name);
  }

  /** Returns those of all models, the default one first. */
  public List<ModelStatistics> statistics() {
    return server.models().stream().map(model -> statistics.named(model.name())).toList();
  }

  /** Returns whether a model can be used; one that is not loaded yet is loaded at need. */
  public boolean isReady(String name) throws UnknownModelException {
    server.requireModel(name);
    return RepositoryService.isReady(status(name));
  }

  private ModelStatus status(String name) {
    return server.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what was found, by image. */
  public List<Detections> infer(String model, InferenceRequest request, RequestContext context)
      throws ImageException, ServingException {
    RequestOptions options = options(model, request);
    List<DetectionRequest.Image> images = inputImages.of(request);
    RequestPixels.check(images, settings);
    List<Detections> found = new ArrayList<>();
    for (DetectionRequest.Image image : images) {
      found.add(server.detect(options.request(image, context), DetectionResult::detections));
    }
    return found;
  }

  /** Returns the options of the other endpoints, among the parameters. */
  private static RequestOptions options(String model, InferenceRequest request) {
    ObjectNode parameters = request.parameters();
    MaskFormat masks = request.asksFor(Output.MASKS) ? MaskFormat.RLE : MaskFormat.NONE;
    return RequestOptions.of(
        model,
        DetectRequest.minScore(parameters.get(RequestOptions.MIN_SCORE)),
        DetectRequest.maxDetections(parameters.get(RequestOptions.MAX_DETECTIONS)),
        masks.name().toLowerCase(Locale.ROOT),
        DetectRequest.classAgnosticNms(parameters.get(RequestOptions.CLASS_AGNOSTIC_NMS)));
  }
}
