package dev.quantmask.serving.model;

import dev.quantmask.detection.torch.ModelSource;

/** A model as it is listed. */
public record ModelStatus(String name, boolean isDefault, ModelSource source, ModelState state) {}
