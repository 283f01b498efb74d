package dev.quantmask.detection.output;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.image.Overlay;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.util.List;

/** Draws what was found on the image in which it was found. */
public final class DetectionOverlay {
  /**
   * Of the heap, that {@link #png} takes for each pixel: a canvas of 4, a mask of 1, and a PNG that
   * is as large as the pixels at most, in a buffer that doubles and is copied at its end.
   */
  public static final int PNG_BYTES_PER_PIXEL = 4 + 1 + 3 * RgbImage.BYTES_PER_PIXEL;

  private DetectionOverlay() {}

  /** A copy of the image. */
  public static RgbImage rgb(DetectionResult result) {
    return Overlay.rgb(result.image(), items(result.detections().detections()));
  }

  /** A PNG of the image's size. */
  public static byte[] png(DetectionResult result) {
    return Overlay.png(result.image(), items(result.detections().detections()));
  }

  /**
   * A JPEG, made smaller if it is wider than that.
   *
   * @param widest pixels
   */
  public static byte[] jpeg(RgbImage image, List<Detection> detections, int widest) {
    return Overlay.jpeg(image, items(detections), widest);
  }

  private static List<Overlay.Item> items(List<Detection> detections) {
    return detections.stream().map(DetectionOverlay::item).toList();
  }

  private static Overlay.Item item(Detection detection) {
    Detection.Box box = detection.box();
    String track = detection.trackId() == null ? "" : Text.format("#%d ", detection.trackId());
    String text = Text.format("%s%s %.2f", track, detection.label(), (double) detection.score());
    return new Overlay.Item(
        box.x0(),
        box.y0(),
        box.x1(),
        box.y1(),
        detection.classId(),
        text,
        detection.mask() == null ? null : () -> mask(detection.mask()));
  }

  private static Overlay.Mask mask(Rle mask) {
    PixelWindow window = mask.bounds();
    return new Overlay.Mask(
        window.x0(), window.y0(), window.width(), window.height(), mask.decode(window));
  }
}
