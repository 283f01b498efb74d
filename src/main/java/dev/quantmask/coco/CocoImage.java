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
  public CocoImage {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException(
          Text.format(
              "expected a size of at least 0 x 0, found %d x %d (width x height)", width, height));
    }
  }
}
