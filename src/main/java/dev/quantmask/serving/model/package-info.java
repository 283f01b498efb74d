/**
 * The models by name: loading, replacing, warming up, unloading.
 *
 * <p>May use: detection, detection.torch, image, io, serving.api, serving.scheduling.
 */
package dev.quantmask.serving.model;
