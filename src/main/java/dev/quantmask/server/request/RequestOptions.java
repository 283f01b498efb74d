package dev.quantmask.server.request;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.output.RoiObjects;
import dev.quantmask.detection.output.RoiResponse;
import dev.quantmask.roi.RoiMapper;
import dev.quantmask.roi.RoiOptions;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.serving.DetectionRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of all endpoints; a null value stands for the default.
 *
 * @param model by name; null for the default one
 * @param roi the map for an encoder, which is to be made; null for none
 * @param stream what makes the maps of a stream; null for an image by itself
 */
public record RequestOptions(
    String model, DetectionOptions detection, MaskFormat masks, RoiOptions roi, RoiMapper stream) {
  static final String MODEL = "model";
  public static final String MIN_SCORE = "minScore";
  public static final String MAX_DETECTIONS = "maxDetections";
  static final String MASKS = "masks";
  public static final String CLASS_AGNOSTIC_NMS = "classAgnosticNms";
  static final String ROI = "roi";
  public static final Set<String> NAMES =
      Set.of(MODEL, MIN_SCORE, MAX_DETECTIONS, MASKS, CLASS_AGNOSTIC_NMS, ROI);

  public static final RequestOptions DEFAULT =
      new RequestOptions(null, DetectionOptions.ALL, MaskFormat.RLE, null, null);

  public static RequestOptions of(
      String model,
      Double minScore,
      Integer maxDetections,
      String masks,
      Boolean classAgnosticNms) {
    return DEFAULT.with(model, minScore, maxDetections, masks, classAgnosticNms, null);
  }

  /** These options, but for those that are not null. */
  RequestOptions with(
      String otherModel,
      Double minScore,
      Integer maxDetections,
      String maskName,
      Boolean classAgnosticNms,
      RoiOptions otherRoi) {
    MaskFormat format = maskName == null ? masks : maskFormat(maskName);
    double lowest = minScore == null ? detection.minScore() : minScore;
    if (!(lowest >= 0 && lowest <= 1)) { // a NaN is neither
      throw ProblemException.badRequest(
          "%s: expected a number from 0 to 1, found %s", MIN_SCORE, minScore);
    }
    int most = maxDetections == null ? detection.maxDetections() : maxDetections;
    if (most < 1) {
      throw badMaxDetections(maxDetections);
    }
    RoiOptions map = otherRoi == null ? roi : otherRoi;
    return new RequestOptions(
        otherModel == null ? model : otherModel,
        new DetectionOptions(
            lowest,
            most,
            format != MaskFormat.NONE || map != null,
            classAgnosticNms == null ? detection.classAgnosticNms() : classAgnosticNms),
        format,
        map,
        null);
  }

  /** The same for the frames of one stream, whose maps follow each other. */
  public RequestOptions ofStream() {
    return new RequestOptions(
        model, detection, masks, roi, roi == null ? null : new RoiMapper(roi));
  }

  /** Makes the map for an encoder; null if none is asked for. */
  public RoiResponse map(DetectionResult result) {
    if (roi == null) {
      return null;
    }
    try {
      roi.requireClasses(result.model().classes());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(422, ROI + "." + e.getMessage());
    }
    RoiMapper mapper = stream == null ? new RoiMapper(roi) : stream;
    Detections found = result.detections();
    return RoiResponse.of(
        mapper.next(found.width(), found.height(), RoiObjects.of(found, roi.minScore())),
        roi.maxRegions());
  }

  /** A request with these options. */
  public DetectionRequest request(byte[] image, RequestContext arrival) {
    return request(new DetectionRequest.Encoded(image), arrival);
  }

  public DetectionRequest request(DetectionRequest.Image image, RequestContext arrival) {
    return new DetectionRequest(image, model, detection, arrival.deadline(), arrival.client())
        .admittedBy(arrival.permit());
  }

  private static MaskFormat maskFormat(String text) {
    return Arrays.stream(MaskFormat.values())
        .filter(format -> nameOf(format).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "%s: expected one of %s, found \"%s\"",
                    MASKS,
                    Arrays.stream(MaskFormat.values())
                        .map(RequestOptions::nameOf)
                        .collect(Collectors.joining(", ")),
                    TextExcerpt.of(text)));
  }

  private static String nameOf(MaskFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  static ProblemException badMaxDetections(Object found) {
    return ProblemException.badRequest(
        "%s: expected a whole number from 1 to %d, found %s",
        MAX_DETECTIONS, Integer.MAX_VALUE, TextExcerpt.of(String.valueOf(found)));
  }

  static ProblemException unknown(String name, Set<String> known) {
    return ProblemException.badRequest(
        "%s: no such option; expected one of %s",
        TextExcerpt.of(name), known.stream().sorted().collect(Collectors.joining(", ")));
  }
}
