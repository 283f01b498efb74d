/**
 * Reads and writes PyTorch's checkpoints, those of before version 1.6 too.
 *
 * <p>May use: io, pytorch.archive, pytorch.io, pytorch.pickle, pytorch.zip, tensor, Jackson.
 */
package dev.quantmask.pytorch.checkpoint;
