package dev.quantmask.dataset.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a writer may need to know beside the annotations.
 *
 * @param classes in the order of their numbers
 * @param images the folder that the names of the images are relative to; empty when it is not known
 * @param copyImages whether formats that hold their images get copies of them
 * @param predictions whether a model found the objects, and nobody has looked at them yet
 */
public record WriterOptions(
    List<String> classes, Optional<Path> images, boolean copyImages, boolean predictions) {}
