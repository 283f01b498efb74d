package dev.quantmask.detection;

import dev.quantmask.image.Overlay;
import java.util.List;
import java.util.Locale;

/** Draws what was found on the image in which it was found. */
public final class DetectionOverlay {
  private DetectionOverlay() {}

  /** A PNG of the image's size. */
  public static byte[] png(DetectionResult result) {
    List<Overlay.Shape> shapes =
        result.detections().detections().stream().map(DetectionOverlay::shape).toList();
    return Overlay.png(result.image(), shapes);
  }

  private static Overlay.Shape shape(Detection detection) {
    Detection.Box box = detection.box();
    String caption =
        String.format(Locale.ROOT, "%s %.2f", detection.label(), (double) detection.score());
    return new Overlay.Shape(
        caption,
        box.x0(),
        box.y0(),
        box.x1(),
        box.y1(),
        detection.mask() == null ? null : detection.mask().counts());
  }
}
