package dev.quantmask.dataset.synthetic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quantmask.image.PngEncoder;
import dev.quantmask.io.Json;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * A frame's annotations as LabelMe 5.2 and newer writes them (labelme/label_file.py): a shape of
 * the type "mask" has two points, the upper left and the lower right pixel of its window, both
 * within it, and the window's mask as a PNG, here of one bit a pixel.
 */
@JsonPropertyOrder({
  "version",
  "flags",
  "shapes",
  "imagePath",
  "imageData",
  "imageHeight",
  "imageWidth"
})
record LabelMeFrame(
    String version,
    Map<String, Boolean> flags,
    List<Shape> shapes,
    String imagePath,
    String imageData,
    int imageHeight,
    int imageWidth) {
  private static final String VERSION = "5.2.1";

  /** Jackson writes the bytes in base64. */
  @SuppressWarnings("ArrayRecordComponent") // a file: identity is what callers want
  @JsonPropertyOrder({"label", "points", "group_id", "description", "shape_type", "flags", "mask"})
  record Shape(
      String label,
      List<List<Integer>> points,
      @JsonProperty("group_id") Integer groupId,
      String description,
      @JsonProperty("shape_type") String shapeType,
      Map<String, Boolean> flags,
      byte[] mask) {}

  static byte[] json(Frame frame, String imagePath) {
    List<Shape> shapes = frame.masks().stream().map(LabelMeFrame::shape).toList();
    return Json.bytes(
        new LabelMeFrame(
            VERSION, Map.of(), shapes, imagePath, null, frame.height(), frame.width()));
  }

  private static Shape shape(ObjectMask mask) {
    List<Integer> first = List.of(mask.x0(), mask.y0());
    List<Integer> last = List.of(mask.x0() + mask.width() - 1, mask.y0() + mask.height() - 1);
    return new Shape(
        mask.objectClass().label(),
        List.of(first, last),
        null,
        "",
        "mask",
        Map.of(),
        PngEncoder.encode(bits(mask)));
  }

  private static BufferedImage bits(ObjectMask mask) {
    BufferedImage image =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < mask.inside().length; i++) {
      if (mask.inside()[i]) {
        image.getRaster().setSample(i % mask.width(), i / mask.width(), 0, 1);
      }
    }
    return image;
  }
}
