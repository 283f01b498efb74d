package dev.quantmask.dataset.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a reader may need to know beside its files.
 *
 * @param classAttribute of a region that holds its label, where regions have attributes
 * @param label of shapes that have none
 * @param classes that were given, in the order of their numbers; mostly none
 * @param out beside which a reader may keep temporary files
 */
public record ReaderOptions(
    Optional<String> classAttribute, Optional<String> label, List<String> classes, Path out) {}
