package dev.quantmask.dataset.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a reader may need to know beside its files.
 *
 * @param classAttribute of a region that holds its label, where regions have attributes
 * @param label of shapes that have none
 * @param out beside which a reader may keep temporary files
 */
public record ReaderOptions(Optional<String> classAttribute, Optional<String> label, Path out) {}
