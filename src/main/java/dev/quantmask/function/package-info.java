/**
 * The doors of the service: Funqy and raw HTTP, health. Thin.
 *
 * <p>May use: detection, image, coco, Quarkus.
 */
package dev.quantmask.function;
