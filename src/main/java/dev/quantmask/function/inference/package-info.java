/**
 * The Open Inference Protocol's wire format: requests of pictures as tensors, answers of detections
 * as tensors, each in JSON or binary.
 *
 * <p>May use: serving, detection, image, coco, Jackson.
 */
package dev.quantmask.function.inference;
