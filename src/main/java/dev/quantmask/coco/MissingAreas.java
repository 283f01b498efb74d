package dev.quantmask.coco;

import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives annotations whose file states no area that of their masks, or else of their boxes. */
final class MissingAreas {
  private final Path file;
  private final Map<Long, CocoImage> images = new HashMap<>();
  private int masks;
  private int boxes;

  MissingAreas(Path file, List<CocoImage> images) {
    this.file = file;
    images.forEach(image -> this.images.put(image.id(), image));
  }

  /** Returns all annotations in their order, and notes once how many had no area. */
  List<CocoAnnotation> fill(List<CocoAnnotation> annotations, Consumer<String> note)
      throws CocoFormatException {
    List<CocoAnnotation> filled = new ArrayList<>(annotations.size());
    for (int i = 0; i < annotations.size(); i++) {
      CocoAnnotation one = annotations.get(i);
      filled.add(Double.isNaN(one.area()) ? one.withArea(area(one, i)) : one);
    }
    if (masks + boxes > 0) {
      note.accept(
          Text.format(
              "%s: area: %d of %d annotations have none; it is taken from the mask of %d and from"
                  + " the box of %d",
              file, masks + boxes, annotations.size(), masks, boxes));
    }
    return filled;
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
