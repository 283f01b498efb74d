/**
 * Pastes the network's masks into the image, as Detectron2 and torchvision do.
 *
 * <p>May use: coco.mask, detection.
 */
package dev.quantmask.detection.mask;
