package dev.quantmask.detection;

import dev.quantmask.image.RgbImage;

/** An image, the detections in it, and the model that found them. */
public record DetectionResult(RgbImage image, Detections detections, ModelDescription model) {}
