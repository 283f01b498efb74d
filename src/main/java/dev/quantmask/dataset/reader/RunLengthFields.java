package dev.quantmask.dataset.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.ImageSize;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.text.Text;

/** Masks as COCO writes them in JSON: {@code {"size": [height, width], "counts": ...}}. */
public final class RunLengthFields {
  private RunLengthFields() {}

  /**
   * Reads run lengths as a shape.
   *
   * @param imageHeight that they must have, as {@code imageWidth}; 0 when it is not known
   */
  public static Shape.Bitmap mask(JsonNode segmentation, int imageHeight, int imageWidth)
      throws InvalidAnnotationException {
    Rle mask = rle(segmentation, imageHeight, imageWidth);
    PixelWindow window = mask.bounds();
    return new Shape.Bitmap(
        window.x0(), window.y0(), window.width(), window.height(), mask.decode(window));
  }

  /**
   * Reads run lengths.
   *
   * @param imageHeight that they must have, as {@code imageWidth}; 0 when it is not known
   */
  public static Rle rle(JsonNode segmentation, int imageHeight, int imageWidth)
      throws InvalidAnnotationException {
    JsonNode size = Fields.array(segmentation, "size");
    int height = size.path(0).asInt(-1);
    int width = size.path(1).asInt(-1);
    if (size.size() != 2 || height < 1 || width < 1) {
      throw InvalidAnnotationException.malformed("size", "[height, width]", Fields.excerpt(size));
    }
    boolean known = imageWidth != 0 && imageHeight != 0;
    if (known && (height != imageHeight || width != imageWidth)) {
      throw InvalidAnnotationException.malformed(
          "size",
          Text.format("that of the image, [%d, %d]", imageHeight, imageWidth),
          Fields.excerpt(size));
    }
    ImageSize.check(width, height);
    try {
      return runs(segmentation.path("counts"), height, width);
    } catch (IllegalArgumentException e) {
      throw new InvalidAnnotationException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
  }

  private static Rle runs(JsonNode counts, int height, int width)
      throws InvalidAnnotationException {
    if (counts.isTextual()) {
      return Rle.fromCompressed(height, width, counts.textValue());
    }
    if (!counts.isArray()) {
      throw InvalidAnnotationException.malformed(
          "counts", "a text or an array", Fields.excerpt(counts));
    }
    int[] runs = new int[counts.size()];
    for (int i = 0; i < runs.length; i++) {
      if (!counts.get(i).canConvertToInt()) {
        throw InvalidAnnotationException.malformed(
            Text.format("counts[%d]", i), "a whole number", Fields.excerpt(counts.get(i)));
      }
      runs[i] = counts.get(i).intValue();
    }
    return new Rle(height, width, runs);
  }
}
