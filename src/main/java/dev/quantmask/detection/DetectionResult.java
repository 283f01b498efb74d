package dev.quantmask.detection;

import dev.quantmask.image.RgbImage;

/** Holds what a service answers: the decoded image, what was found in it, and by which model. */
public record DetectionResult(RgbImage image, Detections detections, ModelDescription model) {}
