package dev.quantmask.coco;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.text.Text;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Gives annotations whose file states no area that of their masks, or else of their boxes. */
public final class MissingAreas {
  private final Path file;
  private final Map<Long, CocoImage> images = new HashMap<>();
  private long annotations;
  private long masks;
  private long boxes;

  public MissingAreas(Path file) {
    this.file = file;
  }

  /** Adds an image, whose size is that of masks in it. */
  public void add(CocoImage image) {
    images.put(image.id(), image);
  }

  /**
   * Returns an annotation with an area.
   *
   * @param index of it in the file, for messages
   */
  public CocoAnnotation fill(CocoAnnotation annotation, int index) throws CocoFormatException {
    annotations++;
    return Double.isNaN(annotation.area())
        ? annotation.withArea(area(annotation, index))
        : annotation;
  }

  /** Says once how many had no area. */
  public void note(Consumer<String> note) {
    if (masks + boxes > 0) {
      note.accept(
          Text.format(
              "%s: area: %d of %d annotations have none; it is taken from the mask of %d and from"
                  + " the box of %d",
              file, masks + boxes, annotations, masks, boxes));
    }
  }

  private double area(CocoAnnotation annotation, int index) throws CocoFormatException {
    CocoImage image = images.get(annotation.imageId());
    if (annotation.segmentation().isEmpty() || image == null) {
      boxes++;
      return annotation.box().area();
    }
    try {
      masks++;
      return annotation.segmentation().toRle(image.height(), image.width()).area();
    } catch (IllegalArgumentException e) {
      throw new CocoFormatException(
          Text.format("%s: annotations[%d].segmentation: %s", file, index, e.getMessage()));
    }
  }
}
