/**
 * Reads and writes the zip files of PyTorch, within limits.
 *
 * <p>May use: pytorch.io, pytorch.pickle.
 */
package dev.quantmask.pytorch.zip;
