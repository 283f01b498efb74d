package dev.quantmask.serving;

import dev.quantmask.detection.ModelSource;

/** A model as it is listed. */
public record ModelStatus(String name, boolean isDefault, ModelSource source, ModelState state) {}
