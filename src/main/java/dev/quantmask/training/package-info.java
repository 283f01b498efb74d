/**
 * Trains a network: batches of annotated images, losses and their gradients in libtorch, the
 * optimizer, checkpoints. It may use the model, the data format and the detector that validation
 * runs.
 */
package dev.quantmask.training;
