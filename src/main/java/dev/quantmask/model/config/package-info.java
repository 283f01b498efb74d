/**
 * Reads the configurations of Detectron2 and torchvision, and lists the layers that they describe.
 *
 * <p>May use: io, tensor, Jackson, SnakeYAML.
 */
package dev.quantmask.model.config;
