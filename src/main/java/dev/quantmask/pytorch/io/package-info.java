/**
 * Bytes of mapped files with their positions, for errors that name the place.
 *
 * <p>May use: io, tensor.
 */
package dev.quantmask.pytorch.io;
