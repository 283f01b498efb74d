package dev.quantmask.coco;

import dev.quantmask.coco.json.TextIds;
import dev.quantmask.coco.mask.Polygons;
import java.util.Set;

/**
 * Says what is read of the records.
 *
 * @param segmentations false: they are passed by, and every object has {@link Polygons#NONE}
 * @param required fields that every record must have; else they are made up, see {@link Field}
 * @param texts numbers for ids that are texts; null if they must be numbers
 * @param textsOfAnnotations whether ids of annotations may be texts, too
 */
public record ReadOptions(
    boolean segmentations, Set<Field> required, TextIds texts, boolean textsOfAnnotations) {
  /** Everything is read; images must have a size, and categories a name. */
  static ReadOptions all(TextIds texts) {
    return new ReadOptions(true, Set.of(Field.SIZE, Field.NAME), texts, true);
  }

  /** All ids must be numbers. */
  public ReadOptions(boolean segmentations, Set<Field> required) {
    this(segmentations, required, null, false);
  }

  /** Ids of annotations must be numbers, as for pycocotools. */
  public ReadOptions(boolean segmentations, Set<Field> required, TextIds texts) {
    this(segmentations, required, texts, false);
  }

  /** Fields that many files leave out. */
  public enum Field {
    /** Width and height of an image; if missing, they are 0. */
    SIZE,
    /** If missing, it is the id of the category. */
    NAME,
    /** If missing, it is the box around the segmentation. */
    BBOX,
    /** If missing, it is NaN. A crowd needs none. */
    AREA,
    /** If missing, the object is no crowd. */
    ISCROWD,
    /**
     * LVIS' neg_category_ids and not_exhaustive_category_ids of an image, frequency of a category,
     * and ignore of an object, which may be missing. They are passed by unless they are required.
     */
    LVIS
  }

  public ReadOptions {
    required = Set.copyOf(required);
  }
}
