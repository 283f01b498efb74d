/**
 * Maps the parameters of a checkpoint to the layers: names, shapes, batch norm folded into
 * convolutions.
 *
 * <p>May use: model.config, pytorch.archive, pytorch.checkpoint, tensor.
 */
package dev.quantmask.model.weights;
