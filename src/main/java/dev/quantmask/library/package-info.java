/**
 * The library for programs in Java: opens a model, detects in an image, closes. Nothing that it
 * needs uses Quarkus.
 *
 * <p>May use: detection, detection.torch, engine, image.
 */
package dev.quantmask.library;
