/**
 * Trains a network: batches of annotated images, losses and gradients, the optimizer, checkpoints.
 *
 * <p>May use: chart, coco, coco.mask, coco.scoring, dataset.findings, detection, detection.torch,
 * engine, evaluation, image, io, model.config, model.network, model.weights, pytorch.archive,
 * pytorch.checkpoint, tensor, Jackson.
 */
package dev.quantmask.training;
