/**
 * Reads pickles by an allow-list; nothing in them is executed.
 *
 * <p>May use: pytorch.io, tensor.
 */
package dev.quantmask.pytorch.pickle;
