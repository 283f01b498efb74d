package dev.quantmask.dataset.format.labelme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.dataset.geometry.EncodedMask;

/**
 * What LabelMe 5.2 and newer write for an image (labelme/label_file.py). A shape of the type "mask"
 * has two points, the upper left and the lower right pixel of its window, both within it, and the
 * window's mask as a PNG.
 */
public final class LabelMeFile {
  private static final String VERSION = "5.2.1";

  private final ArrayNode shapes = JsonNodeFactory.instance.arrayNode();

  /**
   * Adds a polygon.
   *
   * @param ring {@code [x0, y0, x1, y1, ...]}
   * @param group of the polygons of one object; null for the only one
   * @return the shape
   */
  ObjectNode polygon(String label, double[] ring, Integer group) {
    ObjectNode shape = shape(label, group, "polygon");
    ArrayNode points = shape.withArray("points");
    for (int i = 0; i + 1 < ring.length; i += 2) {
      points.addArray().add(ring[i]).add(ring[i + 1]);
    }
    return shape;
  }

  /**
   * Adds the pixels of a window.
   *
   * @param inside {@code boolean[window.height * window.width]}
   * @return the shape
   */
  public ObjectNode mask(String label, PixelWindow window, boolean[] inside) {
    ObjectNode shape = shape(label, null, "mask");
    ArrayNode points = shape.withArray("points");
    points.addArray().add(window.x0()).add(window.y0());
    points.addArray().add(window.x0() + window.width() - 1).add(window.y0() + window.height() - 1);
    return shape.put("mask", EncodedMask.toPng(window, inside)); // in base64
  }

  private ObjectNode shape(String label, Integer group, String type) {
    ObjectNode shape = shapes.addObject();
    shape.put("label", label).putArray("points");
    shape.put("group_id", group).put("description", "").put("shape_type", type).putObject("flags");
    return shape.putNull("mask");
  }

  /**
   * Returns the whole file.
   *
   * @param imagePath from the file to the image
   */
  public ObjectNode json(String imagePath, int imageWidth, int imageHeight) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("version", VERSION).putObject("flags");
    file.set("shapes", shapes);
    return file.put("imagePath", imagePath)
        .putNull("imageData")
        .put("imageHeight", imageHeight)
        .put("imageWidth", imageWidth);
  }
}
