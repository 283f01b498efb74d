package dev.quantmask.dataset.format;

import java.util.List;

/**
 * An image and its objects.
 *
 * @param fileName below the folder of images, with {@code /}
 * @param width in pixels of the upright image, as {@code height}
 */
public record ImageAnnotations(
    String fileName, int width, int height, List<ObjectAnnotation> objects) {}
