/**
 * Reads and writes TorchScript archives.
 *
 * <p>May use: io, pytorch.io, pytorch.pickle, pytorch.zip, tensor.
 */
package dev.quantmask.pytorch.archive;
