package dev.quantmask.coco;

import dev.quantmask.text.Text;

/**
 * An image of a data set.
 *
 * @param fileName relative to the folder of the images; empty if the file does not say
 * @param width in pixels; 0 if the file does not say
 * @param height in pixels; 0 if the file does not say
 */
public record CocoImage(long id, String fileName, int width, int height) {
  /** The name in an address of LVIS, as Detectron2 takes it: {@code train2017/000000391895.jpg}. */
  public static String nameOf(String address) {
    int name = address.lastIndexOf('/');
    int folder = address.lastIndexOf('/', name - 1);
    return address.substring(folder < 0 ? 0 : folder + 1);
  }

  public CocoImage {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException(
          Text.format(
              "expected a size of at least 0 x 0, found %d x %d (width x height)", width, height));
    }
  }
}
