/**
 * The doors of the service: Funqy, raw HTTP, CloudEvents, health. Thin.
 *
 * <p>May use: serving, detection, image, coco, Quarkus, the CloudEvents SDK.
 */
package dev.quantmask.function;
