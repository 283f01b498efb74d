/**
 * Writes the network as TorchScript: for detection, calibration, measurement and training.
 *
 * <p>May use: io, model.config, model.quantization, model.weights, pytorch.archive,
 * pytorch.checkpoint, statistics, tensor, Jackson.
 */
package dev.quantmask.model.network;
