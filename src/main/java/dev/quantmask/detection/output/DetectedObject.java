package dev.quantmask.detection.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.MaskFormat;
import java.util.List;

/**
 * A {@link Detection} as JSON.
 *
 * @param trackId null unless objects are followed, and of one that is not
 * @param box [x0, y0, x1, y1]
 * @param mask as in COCO result files; null unless asked for
 * @param polygons [[x, y, x, y, ...], ...]; null unless asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectedObject(
    String label,
    int classId,
    float score,
    Integer trackId,
    List<Float> box,
    MaskAnswer mask,
    List<int[]> polygons) {

  /**
   * Run lengths as in COCO result files.
   *
   * @param size [height, width]
   * @param counts compressed run lengths
   */
  public record MaskAnswer(List<Integer> size, String counts) {
    static MaskAnswer of(Rle mask) {
      return new MaskAnswer(List.of(mask.height(), mask.width()), mask.compressed());
    }
  }

  static DetectedObject of(Detection detection, MaskFormat masks) {
    Detection.Box box = detection.box();
    Rle mask = detection.mask();
    return new DetectedObject(
        detection.label(),
        detection.classId(),
        detection.score(),
        detection.trackId(),
        List.of(box.x0(), box.y0(), box.x1(), box.y1()),
        mask != null && masks == MaskFormat.RLE ? MaskAnswer.of(mask) : null,
        mask != null && masks == MaskFormat.POLYGON ? mask.toPolygons() : null);
  }
}
