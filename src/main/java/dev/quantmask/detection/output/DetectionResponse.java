package dev.quantmask.detection.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.detection.ModelDescription;
import java.util.List;

/**
 * The JSON that every endpoint and the command answer; what is null is left out.
 *
 * @param image path of the image, from the command only
 * @param width of the image in pixels
 * @param model from the endpoints only: a command names its model itself
 * @param roi the map for an encoder, where it is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectionResponse(
    String image,
    int width,
    int height,
    List<DetectedObject> detections,
    TimingResponse timing,
    ModelAnswer model,
    RoiResponse roi) {

  public static DetectionResponse of(DetectionResult result, MaskFormat masks) {
    return of(result, masks, null);
  }

  /**
   * @param roi null where it is not asked for
   */
  public static DetectionResponse of(DetectionResult result, MaskFormat masks, RoiResponse roi) {
    return of(null, result, masks, ModelAnswer.of(result.model()), roi);
  }

  public static DetectionResponse ofFile(String image, DetectionResult result, MaskFormat masks) {
    return of(image, result, masks, null, null);
  }

  private static DetectionResponse of(
      String image, DetectionResult result, MaskFormat masks, ModelAnswer model, RoiResponse roi) {
    Detections found = result.detections();
    return new DetectionResponse(
        image,
        found.width(),
        found.height(),
        found.detections().stream().map(detection -> DetectedObject.of(detection, masks)).toList(),
        TimingResponse.of(found.timing()),
        model,
        roi);
  }

  /** The model without its labels. */
  public record ModelAnswer(
      String name, String scheme, String precision, String device, String sha256) {
    static ModelAnswer of(ModelDescription model) {
      return new ModelAnswer(
          model.name(), model.scheme(), model.precision().label(), model.device(), model.sha256());
    }
  }
}
