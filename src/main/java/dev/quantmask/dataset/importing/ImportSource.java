package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what is to be read.
 *
 * @param format of the inputs; if not given, they are looked at
 * @param inputs a file, a folder or a zip each; several become a file each, named after them, with
 *     the same classes
 * @param images the folder of the images; if not given, the input folder, or that of the input
 * @param extractImages whether images that annotations hold are written to that folder
 * @param withImages false: there are none, and the sizes are those that the annotations state
 * @param classAttribute of VIA's regions that holds the label
 * @param label of shapes that have none
 */
public record ImportSource(
    Optional<AnnotationFormat> format,
    List<Path> inputs,
    Optional<Path> images,
    boolean extractImages,
    boolean withImages,
    Optional<String> classAttribute,
    Optional<String> label) {
  /** Annotations with their images beside them. */
  public static ImportSource of(Optional<AnnotationFormat> format, List<Path> inputs) {
    return new ImportSource(
        format, inputs, Optional.empty(), false, true, Optional.empty(), Optional.empty());
  }

  /** The same with the images in a folder; without images where there is none. */
  public ImportSource withImages(Optional<Path> folder) {
    return new ImportSource(
        format, inputs, folder, extractImages, folder.isPresent(), classAttribute, label);
  }
}
