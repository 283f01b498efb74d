/**
 * The doors of the service: Funqy and raw HTTP, health. Thin.
 *
 * <p>May use: serving, detection, image, coco, Quarkus.
 */
package dev.quantmask.function;
