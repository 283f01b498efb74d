/**
 * Element types, shapes and data of tensors, without libtorch.
 *
 * <p>May use: the JDK.
 */
package dev.quantmask.tensor;
