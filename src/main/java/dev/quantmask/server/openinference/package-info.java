/**
 * The Open Inference Protocol: requests of images as tensors, responses of detections as tensors,
 * each in JSON or binary.
 *
 * <p>May use: coco.mask, detection, detection.torch, engine, image, io, server.config,
 * server.models, server.problem, server.request, server.security, serving, serving.api,
 * serving.model, Jackson, Quarkus, Vert.x.
 */
package dev.quantmask.server.openinference;
