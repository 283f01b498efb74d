/**
 * The 8-bit schemes, which layers they apply to, and the rounding of weights.
 *
 * <p>May use: model.config, pytorch.archive, tensor.
 */
package dev.quantmask.model.quantization;
