package dev.quantmask.coco;

/**
 * A class of objects.
 *
 * @param supercategory empty if there is none
 */
public record CocoCategory(long id, String name, String supercategory) {
  public CocoCategory(long id, String name) {
    this(id, name, "");
  }
}
