/** Element types, shapes and data of tensors, without libtorch. */
package dev.quantmask.tensor;
