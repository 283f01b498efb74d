/**
 * Annotated frames of other tools to COCO, and what is in a COCO file: import, check, statistics.
 *
 * <p>May use: coco, image, files, Jackson.
 */
package dev.quantmask.annotation;
