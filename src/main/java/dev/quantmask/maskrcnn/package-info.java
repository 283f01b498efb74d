/**
 * The model: configuration, parameter names and shapes, conversion, quantization.
 *
 * <p>May use: torchscript, tensor, SnakeYAML, Jackson.
 */
package dev.quantmask.maskrcnn;
